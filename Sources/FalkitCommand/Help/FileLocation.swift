import FalRunner

/// A file or folder in which falkit keeps something.
struct FileLocation: Sendable {
  var path: String
  var summary: String

  /// All places, in the order that the manual shows them.
  static let all = [
    FileLocation(path: "~/.config/falkit/config.json", summary: "The user's settings; falkit config changes them."),
    FileLocation(
      path: "~/.config/falkit/credentials",
      summary: "The key that falkit auth set has stored; only its owner may read it."
    ),
    FileLocation(
      path: "~/.local/share/falkit/registry",
      summary: "The registry as falkit registry sync brought it up to date, in place of the bundled one."
    ),
    FileLocation(
      path: "~/.local/state/falkit/requests",
      summary: "The requests of this machine: their inputs, states and results. No key is in them."
    ),
    FileLocation(path: "~/.cache/falkit", summary: "What can be made again: which files were uploaded, and where to."),
    FileLocation(
      path: ".falkit.json",
      summary: "Settings of a project, in its folder or one above it. It may decide only "
        + Setting.all.filter(\.isForProjects).map(\.name).joined(separator: ", ") + "."
    ),
  ]
}

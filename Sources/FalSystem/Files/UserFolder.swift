/// The folders of a user in which falkit keeps things, by the XDG specification.
///
/// `FALKIT_HOME` replaces all of them by folders in one of its own.
package enum UserFolder: String {
  /// What the user decides, settings and the stored key: `$FALKIT_HOME/config`, else `$XDG_CONFIG_HOME/falkit`, else
  /// `~/.config/falkit`.
  case config
  /// What can be made again: `$FALKIT_HOME/cache`, else `$XDG_CACHE_HOME/falkit`, else `~/.cache/falkit`.
  case cache
  /// What is worth keeping: `$FALKIT_HOME/data`, else `$XDG_DATA_HOME/falkit`, else `~/.local/share/falkit`.
  case data
  /// What was begun: `$FALKIT_HOME/state`, else `$XDG_STATE_HOME/falkit`, else `~/.local/state/falkit`.
  case state

  /// Its path; `nil` when there is no home either.
  package func path(_ variable: (String) -> String? = ProcessEnvironment.value) -> String? {
    if let home = variable("FALKIT_HOME"), !home.isEmpty { return "\(home)/\(rawValue)" }
    // Of this only whole paths count, as the specification says.
    if let folder = variable("XDG_\(rawValue.uppercased())_HOME"), folder.hasPrefix("/") { return "\(folder)/falkit" }
    guard let home = variable("HOME"), home.hasPrefix("/") else { return nil }
    return "\(home)/\(usual)/falkit"
  }

  private var usual: String {
    switch self {
    case .config: ".config"
    case .cache: ".cache"
    case .data: ".local/share"
    case .state: ".local/state"
    }
  }

  /// A path as users write it, with the home folder for a leading `~/`: after an `@` the shell leaves it as it is.
  package static func expanding(_ path: String) -> String {
    guard path.hasPrefix("~/"), let home = ProcessEnvironment.value("HOME"), !home.isEmpty else { return path }
    return home + path.dropFirst()
  }
}

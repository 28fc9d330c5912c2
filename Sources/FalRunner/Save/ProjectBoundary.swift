import FalSystem

/// The folder that files may not leave when a project's file says where they go.
package struct ProjectBoundary: Sendable, Hashable {
  /// The project's folder.
  package let folder: String

  package init(folder: String) { self.folder = folder }

  /// Whether a path or template stays below where it begins, as far as its text tells.
  package static func isInside(_ text: String) -> Bool {
    !text.hasPrefix("/") && !text.hasPrefix("~") && !text.split(separator: "/").contains("..")
  }

  /// Whether a file of this path would be inside the project, wherever links lead; it need not exist.
  package func contains(_ path: String) -> Bool {
    guard !path.split(separator: "/").contains("..") else { return false }
    // Below a folder that is still to be made there are no links.
    guard let root = FilePath.resolved(folder) else {
      return !FilePath.exists(folder) && path.hasPrefix("\(folder)/")
    }
    var existing = path.hasPrefix("/") ? path : "./\(path)"
    while !FilePath.exists(existing) {
      guard let slash = existing.lastIndex(of: "/") else { return false }
      existing = slash == existing.startIndex ? "/" : String(existing[..<slash])
    }
    guard let resolved = FilePath.resolved(existing) else { return false }
    return resolved == root || resolved.hasPrefix(root == "/" ? root : root + "/")
  }

  /// Refuses what a project one has cloned may not say: that files go anywhere else, or where nobody sees them, such as to the
  /// hooks of a repository.
  ///
  /// - Throws: `RunError` of kind `cannotWrite`.
  func check(_ path: String) throws(RunError) {
    let absolute = FilePath.absolute(path)
    guard contains(absolute) else {
      throw RunError(
        .cannotWrite,
        "\(path) is outside the project in \(folder), whose settings say to save there",
        remedy: .nameOutput
      )
    }
    let inside = absolute.hasPrefix(folder) ? absolute.dropFirst(folder.count) : absolute[...]
    if let hidden = inside.split(separator: "/").first(where: {
      $0.hasPrefix(".") && !$0.hasPrefix(".falkit-") && $0 != "."
    }) {
      throw RunError(
        .cannotWrite,
        "\(path): a project's settings cannot say that '\(hidden)' is written, which is hidden",
        remedy: .nameOutput
      )
    }
  }
}

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
}

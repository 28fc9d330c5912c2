package import FalSystem

extension FilePath {
  /// The longest name that is given, in bytes: file systems take 255, of which numbers and endings need some.
  static let longestName = 200

  /// The length of an ordinary file; `nil` when there is none.
  package static func length(_ path: String) -> Int? {
    FileStatus(path).flatMap { $0.kind == .file ? $0.length : nil }
  }

  /// The folder that a file is in, with a slash at the end; empty for the current one.
  package static func folder(of path: String) -> String {
    path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
  }

  /// A path and the end of its name, with the dot.
  static func splitting(_ path: String) -> (stem: String, ending: String) {
    let start = path.lastIndex(of: "/").map { path.index(after: $0) } ?? path.startIndex
    guard let dot = path.lastIndex(of: "."), dot > start else { return (path, "") }
    return (String(path[..<dot]), String(path[dot...]))
  }

  /// The path with names that file systems take, each cut in front of its end.
  static func withShortNames(_ path: String) -> String {
    let names = path.split(separator: "/", omittingEmptySubsequences: false).map { name -> String in
      guard name.utf8.count > longestName else { return String(name) }
      let (stem, ending) = splitting(String(name))
      let end = ending.utf8.count <= 20 ? ending : ""
      return SafeName.cut(end.isEmpty ? String(name) : stem, toBytes: longestName - end.utf8.count) + end
    }
    return names.joined(separator: "/")
  }

  private static var current: String { FilePath.workingFolder ?? "" }

  /// The path from the root.
  package static func absolute(_ path: String) -> String {
    if path.hasPrefix("/") { return path }
    return "\(current)/\(path.hasPrefix("./") ? String(path.dropFirst(2)) : path)"
  }

  /// The path as people like to read it: from the current folder on when it is inside.
  package static func shown(_ path: String) -> String {
    let folder = current + "/"
    return path.hasPrefix(folder) && path.utf8.count > folder.utf8.count ? String(path.dropFirst(folder.count)) : path
  }

  /// Makes the folders that lead to a file and are not there.
  ///
  /// - Throws: `RunError` of kind `cannotWrite`.
  package static func makeFolder(of path: String, permissions: UInt32 = 0o777) throws(RunError) {
    do throws(FilePath.FolderError) {
      try FilePath.makeFolders(above: path, permissions: permissions)
    } catch {
      throw RunError(.cannotWrite, "the folder \(error.path)/ cannot be made: \(error.reason)")
    }
  }
}

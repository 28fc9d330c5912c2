#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Paths of files on this machine.
enum LocalPath {
  /// The longest name that is given, in bytes: file systems take 255, of which numbers and endings need some.
  static let longestName = 200

  /// Whether there is anything of this name, be it a link that leads nowhere.
  static func exists(_ path: String) -> Bool {
    var status = stat()
    return lstat(path, &status) == 0
  }

  static func isFolder(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  /// The length of an ordinary file; `nil` when there is none.
  static func length(_ path: String) -> Int? {
    var status = stat()
    guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
    return Int(status.st_size)
  }

  /// The folder that a file is in, with a slash at the end; empty for the current one.
  static func folder(of path: String) -> String {
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

  /// The path without links; `nil` when there is no such file.
  static func resolved(_ path: String) -> String? {
    guard let resolved = realpath(path, nil) else { return nil }
    defer { free(resolved) }
    return String(cString: resolved)
  }

  /// The folder in which falkit runs; `nil` when it was removed.
  static var workingFolder: String? {
    guard let path = getcwd(nil, 0) else { return nil }
    defer { free(path) }
    return String(cString: path)
  }

  private static var current: String { workingFolder ?? "" }

  /// The path from the root.
  static func absolute(_ path: String) -> String {
    if path.hasPrefix("/") { return path }
    return "\(current)/\(path.hasPrefix("./") ? String(path.dropFirst(2)) : path)"
  }

  /// The path as people like to read it: from the current folder on when it is inside.
  static func shown(_ path: String) -> String {
    let folder = current + "/"
    return path.hasPrefix(folder) && path.utf8.count > folder.utf8.count ? String(path.dropFirst(folder.count)) : path
  }

  static func remove(_ path: String) { unlink(path) }

  /// Makes the folder of a file, and those that it is in.
  ///
  /// - Throws: `CommandError` with exit code 73.
  static func makeFolder(of path: String, mode: mode_t = 0o777) throws(CommandError) {
    let folder = folder(of: path)
    if folder.isEmpty || isFolder(folder) { return }
    try makeFolder(of: String(folder.dropLast()), mode: mode)
    guard mkdir(folder, mode) == 0 || errno == EEXIST else {
      throw CommandError(.cannotWrite, "the folder \(folder) cannot be made: \(String(cString: strerror(errno)))")
    }
  }
}

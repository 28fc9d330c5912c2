import FalCore

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Gives files that are whole the names under which they are looked for.
package enum FilePlace {
  /// Moves a file in one step, so that nobody ever sees a part of it.
  ///
  /// - Parameters:
  ///   - old: The file, on the same file system.
  ///   - new: Its new path.
  ///   - replacing: Whether a file that is there already gives way; also when it appears at this very moment.
  /// - Returns: `false` when there is one that does not.
  /// - Throws: `FalError` of kind `file`.
  package static func move(_ old: String, to new: String, replacing: Bool) throws(FalError) -> Bool {
    if replacing { try takeOver(new, old) }
    if !replacing {
      // A link fails where there is a file already, a renaming does not.
      if link(old, new) == 0 {
        unlink(old)
        return true
      }
      if errno == EEXIST { return false }
      // Some file systems have no links: there an empty file keeps the place.
      let descriptor = open(new, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
      guard descriptor >= 0 else {
        if errno == EEXIST { return false }
        throw failure(new)
      }
      close(descriptor)
    }
    guard rename(old, new) == 0 else { throw failure(new) }
    return true
  }

  /// Makes sure that only an ordinary file gives way, and lets the new one be read by as many as the old one.
  private static func takeOver(_ path: String, _ replacement: String) throws(FalError) {
    var status = stat()
    guard lstat(path, &status) == 0 else { return }
    switch status.st_mode & S_IFMT {
    case S_IFREG: chmod(replacement, status.st_mode & 0o777)
    // The link gives way; what it leads to stays.
    case S_IFLNK: break
    case S_IFDIR: throw FalError(.file, "\(path) is a folder")
    default: throw FalError(.file, "\(path) is no ordinary file, and is not replaced")
    }
  }

  /// A path that the system would take for another, shorter one.
  static func check(_ path: String) throws(FalError) {
    guard path.utf8.contains(0) else { return }
    throw FalError(.file, "a path cannot hold a character 0: \(path.prefix { $0 != "\0" })...")
  }

  static func failure(_ path: String) -> FalError {
    FalError(.file, "\(path) cannot be written: \(String(cString: strerror(errno)))")
  }
}

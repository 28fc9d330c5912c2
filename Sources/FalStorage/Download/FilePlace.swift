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

  static func failure(_ path: String) -> FalError {
    FalError(.file, "\(path) cannot be written: \(String(cString: strerror(errno)))")
  }
}

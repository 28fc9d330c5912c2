#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// A file that nobody but the user may read, replaced as a whole.
enum PrivateFile {
  /// Writes a file, and makes the folders that it lies in; of a link the file that it leads to is replaced.
  ///
  /// - Throws: `CommandError` with exit code 73; then what was there before is still there.
  static func replace(_ path: String, with bytes: [UInt8]) throws(CommandError) {
    let path = LocalPath.resolved(path) ?? path
    makeFolders(above: path)
    let part = "\(path).\(UInt32.random(in: 0 ... .max)).part"
    let descriptor = open(part, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else { throw failure(path) }
    do throws(CommandError) {
      defer { close(descriptor) }
      try put(bytes, descriptor, path)
    } catch {
      unlink(part)
      throw error
    }
    guard rename(part, path) == 0 else {
      let error = failure(path)
      unlink(part)
      throw error
    }
  }

  /// Removes a file.
  ///
  /// - Returns: Whether there was one.
  /// - Throws: `CommandError` with exit code 73.
  static func remove(_ path: String) throws(CommandError) -> Bool {
    if unlink(path) == 0 { return true }
    guard errno == ENOENT || errno == ENOTDIR else { throw failure(path) }
    return false
  }

  private static func put(_ bytes: [UInt8], _ descriptor: Int32, _ path: String) throws(CommandError) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw failure(path) }
      rest = rest.dropFirst(count)
    }
    guard fsync(descriptor) == 0 else { throw failure(path) }
  }

  /// What cannot be made is noticed when the file is.
  private static func makeFolders(above path: String) {
    for slash in path.indices where path[slash] == "/" && slash != path.startIndex {
      mkdir(String(path[..<slash]), 0o700)
    }
  }

  private static func failure(_ path: String) -> CommandError {
    CommandError(.cannotWrite, "\(path) cannot be written: \(String(cString: strerror(errno)))")
  }
}

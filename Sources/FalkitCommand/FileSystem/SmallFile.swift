#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// A file of settings or a key, read with care: one that never ends, or that somebody else waits behind, is none.
struct SmallFile {
  let bytes: [UInt8]
  /// Whether nobody but the user may read or change it.
  let isPrivate: Bool

  /// Reads a file; `nil` when there is none.
  ///
  /// - Parameters:
  ///   - path: Where it is.
  ///   - limit: How many bytes it may have.
  /// - Throws: `CommandError` with exit code 78.
  init?(_ path: String, limit: Int = 64 << 10) throws(CommandError) {
    // A pipe would be waited for.
    let descriptor = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY)
    guard descriptor >= 0 else {
      if errno == ENOENT || errno == ENOTDIR { return nil }
      throw CommandError(.config, "\(path) cannot be read: \(String(cString: strerror(errno)))")
    }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      throw CommandError(.config, "\(path) is not a file")
    }
    isPrivate = status.st_mode & 0o077 == 0 && (status.st_uid == geteuid() || status.st_uid == 0)
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 12)
    while true {
      let count = read(descriptor, &buffer, buffer.count)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else {
        throw CommandError(.config, "\(path) cannot be read: \(String(cString: strerror(errno)))")
      }
      if count == 0 { break }
      bytes += buffer[..<count]
      guard bytes.count <= limit else { throw CommandError(.config, "\(path) is longer than \(limit) bytes") }
    }
    self.bytes = bytes
  }
}

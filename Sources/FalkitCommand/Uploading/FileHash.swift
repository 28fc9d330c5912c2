import FalCore

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// What tells one content from all others.
struct FileHash: Sendable, Hashable {
  let sha256: String

  init(of bytes: [UInt8]) {
    sha256 = SHA256.hexadecimal(of: bytes)
  }

  /// Reads a file, of which only a piece is in memory.
  ///
  /// - Throws: `CommandError` with exit code 66.
  init(ofFile path: String) throws(CommandError) {
    func failure() -> CommandError {
      CommandError(.notFound, "\(path) cannot be read: \(String(cString: strerror(errno)))")
    }
    // Not waiting, because a named pipe would keep it waiting for ever.
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw failure() }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw failure() }
    guard status.st_mode & S_IFMT == S_IFREG else {
      throw CommandError(
        .notFound,
        "\(path) is \(status.st_mode & S_IFMT == S_IFDIR ? "a folder" : "no ordinary file")"
      )
    }
    var hash = SHA256()
    var buffer = [UInt8](repeating: 0, count: 1 << 18)
    while true {
      let count = read(descriptor, &buffer, buffer.count)
      if count < 0 && errno == EINTR { continue }
      guard count >= 0 else { throw failure() }
      if count == 0 { break }
      hash.update(Array(buffer[..<count]))
    }
    sha256 = hash.hexadecimal()
  }
}

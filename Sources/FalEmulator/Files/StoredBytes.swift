import FalCore

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Bytes on disk, deleted when nobody needs them any longer.
final class StoredBytes: Sendable {
  let length: Int
  private let descriptor: Int32

  /// Writes the body of a request to disk.
  init(bodyOf request: IncomingRequest) throws {
    var template = Array("\(Self.folder)/falkit-XXXXXX".utf8CString)
    let descriptor = mkstemp(&template)
    guard descriptor >= 0 else {
      throw HTTPRequestError(507, "there is no room for uploads in \(Self.folder)")
    }
    // Nobody needs the name, and without one it is gone whenever the process ends.
    unlink(template)
    var length = 0
    do {
      try request.readBody { bytes in
        try Self.write(bytes, to: descriptor)
        length += bytes.count
      }
    } catch {
      close(descriptor)
      throw error
    }
    self.descriptor = descriptor
    self.length = length
  }

  deinit {
    close(descriptor)
  }

  /// Reads from a position on; at most so many bytes, at least one.
  func read(at position: Int, atMost count: Int) throws -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: min(count, length - position))
    let count = pread(descriptor, &bytes, bytes.count, off_t(position))
    guard count > 0 else { throw HTTPRequestError(500, "an upload could not be read back") }
    return Array(bytes.prefix(count))
  }

  private static var folder: String {
    getenv("TMPDIR").map { String(cString: $0) }.flatMap { $0.isEmpty ? nil : $0 } ?? "/tmp"
  }

  private static func write(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32) throws {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = writeBytes(descriptor, UnsafeRawBufferPointer(rebasing: rest))
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { throw HTTPRequestError(507, "an upload could not be kept on disk") }
      rest = rest.dropFirst(count)
    }
  }
}

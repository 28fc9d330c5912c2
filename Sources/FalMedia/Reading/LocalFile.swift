#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// An open file on disk.
final class LocalFile: ByteSource {
  let byteCount: Int
  private let path: String
  private let descriptor: CInt

  /// Opens a file for reading.
  init(path: String) throws(MediaProbeError) {
    // Not waiting, because a named pipe would keep it waiting for ever.
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw Self.failure(path) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else {
      let failure = Self.failure(path)
      close(descriptor)
      throw failure
    }
    let type = status.st_mode & S_IFMT
    guard type == S_IFREG else {
      close(descriptor)
      throw MediaProbeError(
        path: path,
        type == S_IFDIR
          ? "it is a folder; name a file in it"
          : "it is no ordinary file; save what comes from it, and name the saved file"
      )
    }
    self.path = path
    self.descriptor = descriptor
    byteCount = Int(clamping: status.st_size)
  }

  deinit { close(descriptor) }

  func read(at offset: Int, count: Int) throws(MediaProbeError) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: count)
    var filled = 0
    while filled < count {
      let got = bytes.withUnsafeMutableBytes { buffer in
        pread(descriptor, buffer.baseAddress?.advanced(by: filled), count - filled, off_t(offset + filled))
      }
      if got < 0 && errno == EINTR { continue }
      guard got >= 0 else { throw Self.failure(path) }
      if got == 0 { break }
      filled += got
    }
    bytes.removeLast(count - filled)
    return bytes
  }

  /// The system's last error, with what can be done about it.
  private static func failure(_ path: String) -> MediaProbeError {
    let code = errno
    let reason = String(cString: strerror(code))
    return switch code {
    case ENOENT, ENOTDIR: MediaProbeError(path: path, "\(reason); check the path")
    case EACCES, EPERM: MediaProbeError(path: path, "\(reason); check the rights of the file and its folders")
    default: MediaProbeError(path: path, reason)
    }
  }
}

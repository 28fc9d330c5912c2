#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// A record's file, open for reading.
final class RecordReader {
  private let path: String
  private let descriptor: Int32
  private let byteCount: Int

  /// Lists read so much of a file at first, which holds the first line of most records.
  private static let headLength = 4096

  /// Opens a file; `nil` when there is none.
  init?(path: String) throws(RequestStoreError) {
    // Not waiting, because a named pipe would keep it waiting for ever.
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else {
      if errno == ENOENT { return nil }
      throw RequestStoreError(.cannotRead, "the record cannot be read: \(systemReason())", path: path)
    }
    var status = stat()
    let isFile = fstat(descriptor, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
    self.path = path
    self.descriptor = descriptor
    byteCount = Int(clamping: status.st_size)
    guard isFile else { throw RequestStoreError(.damaged, "this is not a file; move it away", path: path) }
  }

  deinit { closeDescriptor(descriptor) }

  /// The record alone.
  func record() throws(RequestStoreError) -> RequestRecord {
    if byteCount > Self.headLength {
      let head = try read(at: 0, count: Self.headLength)
      if let record = RecordText.firstLine(head[...]) {
        let end = try read(at: byteCount - 16, count: 16)
        do throws(RecordDamage) { try RecordText.checkEnd(end) } catch { throw damaged(error) }
        return record
      }
    }
    return try text().record
  }

  /// The whole file.
  func text() throws(RequestStoreError) -> RecordText {
    let bytes = try read(at: 0, count: byteCount)
    do throws(RecordDamage) { return try RecordText(bytes) } catch { throw damaged(error) }
  }

  private func damaged(_ damage: RecordDamage) -> RequestStoreError {
    RequestStoreError(.damaged, "the record is damaged and was left as it is: \(damage)", path: path)
  }

  private func read(at offset: Int, count: Int) throws(RequestStoreError) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: count)
    var filled = 0
    while filled < count {
      let got = bytes.withUnsafeMutableBytes { buffer in
        pread(descriptor, buffer.baseAddress?.advanced(by: filled), count - filled, off_t(offset + filled))
      }
      if got < 0 && errno == EINTR { continue }
      guard got >= 0 else {
        throw RequestStoreError(.cannotRead, "the record cannot be read: \(systemReason())", path: path)
      }
      if got == 0 { break }
      filled += got
    }
    bytes.removeLast(count - filled)
    return bytes
  }
}

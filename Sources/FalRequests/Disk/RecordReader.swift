import FalSystem

/// A record's file, open for reading.
final class RecordReader {
  private let path: String
  private let file: OpenFile
  private let byteCount: Int

  /// Lists read so much of a file at first, which holds the first line of most records.
  private static let headLength = 4096

  /// Opens a file; `nil` when there is none.
  init?(path: String) throws(RequestStoreError) {
    let status: FileStatus
    do throws(SystemError) {
      file = try OpenFile(path, for: .reading)
      status = try file.status()
    } catch {
      if error == .noEntry { return nil }
      throw Self.unreadable(path, error)
    }
    self.path = path
    byteCount = status.length
    guard status.kind == .file else {
      throw RequestStoreError(.damaged, "this is not a file; move it away", path: path)
    }
  }

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

  /// No record is nearly as long: answers have at most 64 MB.
  private static let longest = 512 << 20

  /// The whole file.
  func text() throws(RequestStoreError) -> RecordText {
    guard byteCount <= Self.longest else { throw damaged(RecordDamage("it has \(byteCount >> 20) MB")) }
    let bytes = try read(at: 0, count: byteCount)
    do throws(RecordDamage) { return try RecordText(bytes) } catch { throw damaged(error) }
  }

  private func damaged(_ damage: RecordDamage) -> RequestStoreError {
    RequestStoreError(.damaged, "the record is damaged and was left as it is: \(damage)", path: path)
  }

  private func read(at offset: Int, count: Int) throws(RequestStoreError) -> [UInt8] {
    do throws(SystemError) {
      return try file.read(at: offset, count: count)
    } catch {
      throw Self.unreadable(path, error)
    }
  }

  private static func unreadable(_ path: String, _ error: SystemError) -> RequestStoreError {
    RequestStoreError(.cannotRead, "the record cannot be read: \(error)", path: path)
  }
}

import FalCore
import FalHTTPServer
import FalSystem

/// Bytes on disk, deleted when nobody needs them any longer.
final class StoredBytes: Sendable {
  let length: Int
  private let file: OpenFile

  /// Writes the body of a request to disk.
  init(bodyOf request: IncomingRequest) throws {
    let file: OpenFile
    do throws(SystemError) {
      file = try OpenFile(temporaryIn: FilePath.temporaryFolder)
    } catch {
      throw HTTPRequestError(507, "there is no room for uploads in \(FilePath.temporaryFolder): \(error)")
    }
    var length = 0
    try request.readBody { bytes in
      do throws(SystemError) {
        try file.write(bytes)
      } catch {
        throw HTTPRequestError(507, "an upload could not be kept on disk: \(error)")
      }
      length += bytes.count
    }
    self.file = file
    self.length = length
  }

  /// Reads from a position on; at most so many bytes, at least one.
  func read(at position: Int, atMost count: Int) throws -> [UInt8] {
    guard let bytes = try? file.read(at: position, count: min(count, length - position)), !bytes.isEmpty else {
      throw HTTPRequestError(500, "an upload could not be read back")
    }
    return bytes
  }
}

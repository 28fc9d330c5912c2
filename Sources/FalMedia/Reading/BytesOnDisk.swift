import FalSystem

/// An open file on disk.
final class BytesOnDisk: ByteSource {
  let byteCount: Int
  private let path: String
  private let file: OpenFile

  /// Opens a file for reading.
  init(path: String) throws(MediaProbeError) {
    self.path = path
    let status: FileStatus
    do throws(SystemError) {
      file = try OpenFile(path, for: .reading)
      status = try file.status()
    } catch {
      throw Self.failure(path, error)
    }
    guard status.kind == .file else {
      throw MediaProbeError(
        path: path,
        status.kind == .folder
          ? "it is a folder; name a file in it"
          : "it is no ordinary file; save what comes from it, and name the saved file"
      )
    }
    byteCount = status.length
  }

  func read(at offset: Int, count: Int) throws(MediaProbeError) -> [UInt8] {
    do throws(SystemError) {
      return try file.read(at: offset, count: count)
    } catch {
      throw Self.failure(path, error)
    }
  }

  /// What the system says, with what can be done about it.
  private static func failure(_ path: String, _ error: SystemError) -> MediaProbeError {
    switch error {
    case .noEntry, .notFolder: MediaProbeError(path: path, "\(error); check the path")
    case .accessDenied, .notPermitted:
      MediaProbeError(path: path, "\(error); check the rights of the file and its folders")
    default: MediaProbeError(path: path, "\(error)")
    }
  }
}

import FalCore
import FalMedia
import FalSystem

/// A file on disk that is to be uploaded.
struct FileToUpload: Sendable {
  let path: String
  let length: Int

  /// Opens a file for a look.
  ///
  /// - Throws: `FalError` of kind `file` when it is not a file that can be read.
  init(path: String) throws(FalError) {
    try FinishedFile.check(path)
    func failure(_ reason: String) -> FalError { FalError(.file, "\(path) cannot be uploaded: \(reason)") }
    let status: FileStatus
    do throws(SystemError) {
      let file = try OpenFile(path, for: .reading)
      status = try file.status()
    } catch {
      throw failure("\(error)")
    }
    guard status.kind == .file else {
      throw failure(status.kind == .folder ? "it is a folder" : "it is no ordinary file")
    }
    self.path = path
    length = status.length
  }

  /// The last part of the path.
  var name: String { path.split(separator: "/").last.map(String.init) ?? path }

  /// What the file is.
  ///
  /// - Throws: `FalError` of kind `file` when it cannot be read.
  func facts() throws(FalError) -> MediaFacts {
    do throws(MediaProbeError) {
      return try MediaProbe.facts(ofFile: path)
    } catch {
      throw FalError(.file, "\(error)")
    }
  }
}

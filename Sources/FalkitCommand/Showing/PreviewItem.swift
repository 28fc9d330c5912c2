import FalCore
import FalRunner
import FalStorage
import FalSystem

/// A file to show, and what it is called.
struct PreviewItem: Sendable {
  let name: String
  let path: String

  init(name: String, path: String) {
    self.name = name
    self.path = path
  }

  /// Fetches a file of a result.
  ///
  /// - Throws: `RunError`, `FalError`, `CancellationError`.
  init(fetching file: ResultFile, into scratch: String, _ access: RequestAccess) async throws {
    try file.check()
    path = "\(scratch)/\(SHA256.hexadecimal(of: Array(file.url.utf8)))"
    name = file.isDataURI ? file.field : file.url
    access.progress.show("fetching", step: "fetch")
    defer { access.progress.end(clear: true) }
    _ = try await access.client.download(file.url, to: path)
  }
}

public import FalCore

#if canImport(FoundationEssentials)
  public import FoundationEssentials
#else
  public import Foundation
#endif

extension FalClient {
  /// Uploads a file, so that models can read it.
  ///
  /// Files of more than 100 MB go in parts, several at a time. Little memory is needed, whatever the size.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - options: What is said of it.
  /// - Returns: Where it is.
  /// - Throws: `FalError`, of kind `file` when it cannot be read; `CancellationError`.
  public func upload(file path: String, options: UploadOptions = UploadOptions()) async throws -> UploadedFile {
    try await Uploader(client: self, options: options).upload(try UploadSource(path: path, options))
  }

  /// Uploads a file, so that models can read it.
  ///
  /// - Parameters:
  ///   - url: The file, on disk.
  ///   - options: What is said of it.
  /// - Returns: Where it is.
  /// - Throws: `FalError`, of kind `file` when it cannot be read; `CancellationError`.
  public func upload(file url: URL, options: UploadOptions = UploadOptions()) async throws -> UploadedFile {
    guard url.isFileURL else { throw FalError(.file, "\(url.absoluteString) is not a file on disk") }
    return try await upload(file: url.path, options: options)
  }

  /// Uploads bytes, so that models can read them.
  ///
  /// - Parameters:
  ///   - bytes: The content: `Data`, `[UInt8]` or any other collection.
  ///   - options: What is said of it; give a name or a content type where the content does not tell what it is.
  /// - Returns: Where it is.
  /// - Throws: `FalError`, `CancellationError`.
  public func upload(
    _ bytes: some Collection<UInt8> & Sendable,
    options: UploadOptions = UploadOptions()
  ) async throws -> UploadedFile {
    try await Uploader(client: self, options: options).upload(try UploadSource(bytes: Array(bytes), options))
  }
}

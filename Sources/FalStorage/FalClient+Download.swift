public import FalCore
import FalMedia
import FalSystem

#if canImport(FoundationEssentials)
  public import FoundationEssentials
#else
  public import Foundation
#endif

extension FalClient {
  /// Saves a file that a model returned.
  ///
  /// - Throws: `FalError`, of kind `file` when it cannot be written; `CancellationError`.
  @discardableResult
  public func download(
    _ file: some FalFile,
    to path: String,
    options: DownloadOptions = DownloadOptions()
  ) async throws -> DownloadedFile {
    try await download(file.url, to: path, options: options)
  }

  /// Saves a file that a model returned.
  ///
  /// - Throws: `FalError`, of kind `file` when it cannot be written; `CancellationError`.
  @discardableResult
  public func download(
    _ file: some FalFile,
    to url: URL,
    options: DownloadOptions = DownloadOptions()
  ) async throws -> DownloadedFile {
    guard url.isFileURL else { throw FalError(.file, "\(url.absoluteString) is not a place on disk") }
    return try await download(file.url, to: url.path, options: options)
  }

  /// The content of a file that a model returned.
  ///
  /// It is held in memory: for what may be large, there is `download`.
  ///
  /// - Parameters:
  ///   - file: The file.
  ///   - limit: The most bytes that are accepted; 1 GB by default.
  /// - Returns: Its bytes.
  /// - Throws: `FalError`, `CancellationError`.
  public func data(of file: some FalFile, limit: Int = 1 << 30) async throws -> Data {
    try await data(at: file.url, limit: limit)
  }

  /// The content at an address, which may be a data URI.
  ///
  /// The key is not sent.
  ///
  /// - Parameters:
  ///   - url: The address: https, or http on this machine.
  ///   - limit: The most bytes that are accepted; 1 GB by default.
  /// - Returns: Its bytes.
  /// - Throws: `FalError`, `CancellationError`.
  public func data(at url: String, limit: Int = 1 << 30) async throws -> Data {
    if let content = DataURI(url) { return Data(content.bytes) }
    let call = FalCall(
      .download,
      "GET",
      HTTPAddress.escaping(url),
      authorization: .none,
      fields: [HTTPField.accept: "*/*"],
      body: .none,
      timeouts: transferTimeouts
    )
    return Data(try await response(to: call) { try await $0.body.collect(limit: limit) })
  }

  /// Saves what is at an address, which may be a data URI.
  ///
  /// A file that is there already stays, and is an error, unless the options say otherwise. The new one appears when it is
  /// whole; when something goes wrong, a file that was there before stays as it was. What has
  /// arrived by then stays in a hidden file beside it, with which a later call for the same address and path goes on if
  /// the file at the server is still the same. The key is not sent: files at fal are public unless one asks for something
  /// else.
  ///
  /// - Parameters:
  ///   - url: The address: https, or http on this machine.
  ///   - path: The file; its folder must exist.
  ///   - options: What else is asked for.
  /// - Returns: What there is now.
  /// - Throws: `FalError`, of kind `file` when it cannot be written; `CancellationError`.
  @discardableResult
  public func download(
    _ url: String,
    to path: String,
    options: DownloadOptions = DownloadOptions()
  ) async throws -> DownloadedFile {
    if !options.replacesFile, FilePath.exists(path) {
      throw FalError(.file, "\(path) exists already, and is not to be replaced")
    }
    let file = try PartialFile(path: path, from: url)
    defer { file.giveUp() }
    let contentType: String?
    if let content = DataURI(url) {
      try file.begin(nil)
      if let limit = options.limit, content.bytes.count > limit { throw FileTransfer.tooLarge(limit) }
      try file.write(content.bytes)
      contentType = content.contentType
    } else {
      contentType = try await FileTransfer(
        client: self,
        url: HTTPAddress.escaping(url),
        file: file,
        limit: options.limit,
        progress: options.progress
      ).run()
    }
    try file.keep(replacing: options.replacesFile)
    return DownloadedFile(path: path, contentType: contentType, size: file.length)
  }
}

extension FalFile {
  /// What the name of the file is to end with, without the dot: by the service's type, else by its address.
  ///
  /// Letters and digits only, whatever the service says; `bin` when nothing is known.
  public var fileExtension: String {
    let isDataURI = MediaAddress.isDataURI(url)
    let said = [contentType, isDataURI ? MediaAddress.mediaType(ofDataURI: url) : nil]
    if let usual = said.lazy.compactMap({ $0.flatMap(FileExtensions.usual(for:)) }).first(where: { $0 != "bin" }) {
      return usual
    }
    let end = [fileName, isDataURI ? nil : location?.path].lazy.compactMap { name in
      name.flatMap { $0.lastIndex(of: ".").map($0.suffix(from:))?.dropFirst() }
    }.first { (1...11).contains($0.count) && $0.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) } }
    return end.map { $0.lowercased() } ?? "bin"
  }
}

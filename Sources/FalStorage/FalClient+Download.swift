public import FalCore

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

  /// Saves what is at an address, which may be a data URI.
  ///
  /// The file appears when it is whole; when something goes wrong, a file that was there before stays as it was. The
  /// key is not sent: files at fal are public unless one asks for something else.
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
    if !options.replacesFile, LocalFile.exists(path) {
      throw FalError(.file, "\(path) exists already, and is not to be replaced")
    }
    let file = try PartialFile(path: path)
    if let content = DataURI(url) {
      try file.write(content.bytes)
      try file.keep(replacing: options.replacesFile)
      return DownloadedFile(path: path, contentType: content.contentType, size: content.bytes.count)
    }
    let call = FalCall(
      .download,
      "GET",
      url,
      authorization: .none,
      fields: ["Accept": "*/*"],
      body: .none,
      timeouts: transferTimeouts
    )
    let (contentType, size) = try await response(to: call) { response in
      try file.empty()
      let total = response.fields["Content-Length"].flatMap { Int($0) }
      var completed = 0
      while let piece = try await response.body.next() {
        try file.write(piece)
        completed += piece.count
        options.progress?(TransferProgress(completed: completed, total: total))
      }
      return (response.fields["Content-Type"], completed)
    }
    try file.keep(replacing: options.replacesFile)
    return DownloadedFile(path: path, contentType: contentType, size: size)
  }
}

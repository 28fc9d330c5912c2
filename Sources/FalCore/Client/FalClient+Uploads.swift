import FalSystem

extension FalClient {
  /// An input as it is sent, after its files have been uploaded: each once, several at a time.
  ///
  /// - Parameters:
  ///   - input: The input.
  ///   - endpoint: The model for which it is checked; `nil` for no check.
  ///   - parallelUploads: How many files are uploaded at the same time.
  /// - Returns: Its JSON.
  /// - Throws: What the configuration's check throws, `FalError`, `CancellationError`.
  package func json(
    of input: some FalInput,
    for endpoint: EndpointID? = nil,
    parallelUploads: Int = 4
  ) async throws -> JSON {
    var writer = InputWriter()
    input.write(to: &writer)
    if writer.json.isTooDeep { writer.note(unwritable: "it is nested deeper than \(JSON.maximumDepth) times") }
    if let fault = writer.unwritable {
      throw FalError(
        .invalidInput,
        "the input cannot be sent: \(fault)",
        endpoint: endpoint
      )
    }
    // Before anything is uploaded, because an upload takes longer than a look.
    if let endpoint { try configuration.check?(endpoint, InputValue(input)) }
    if writer.uploads.isEmpty { return writer.json }
    let uploads = Set(writer.uploads).sorted { $0.identity < $1.identity }
    let addresses = try await Parallel.map(uploads, limit: parallelUploads) { _, upload in
      try await upload.upload(self)
    }
    var resolved = InputWriter(addresses: Dictionary(uniqueKeysWithValues: zip(uploads, addresses)))
    input.write(to: &resolved)
    return resolved.json
  }
}

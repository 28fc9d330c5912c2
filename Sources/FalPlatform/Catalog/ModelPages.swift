import FalCore

/// The pages of fal's catalogue that a query leads to, fetched as they are read.
public struct ModelPages: AsyncSequence, Sendable {
  /// What is read.
  public typealias Element = ModelPage

  let client: FalClient
  let query: ModelQuery

  /// Starts with the first page.
  public func makeAsyncIterator() -> AsyncIterator {
    AsyncIterator(
      reader: PageReader(
        "models",
        of: "models",
        .catalog,
        client: client,
        query: query.parameters,
        endpoints: query.endpoints
      )
    )
  }

  /// Reads pages one by one.
  public struct AsyncIterator: AsyncIteratorProtocol {
    var reader: PageReader

    /// The next page; `nil` after the last.
    ///
    /// - Throws: `FalError`, of kind `invalidResponse` when a page is malformed or the pages have no end;
    ///   `CancellationError`.
    public mutating func next() async throws -> ModelPage? {
      try await reader.next().map { ModelPage($0.page, entries: $0.entries) }
    }
  }
}

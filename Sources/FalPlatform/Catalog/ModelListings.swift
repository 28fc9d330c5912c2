import FalCore

/// The models of fal's catalogue that a query leads to, each once, fetched page by page as they are read.
public struct ModelListings: AsyncSequence, Sendable {
  /// What is read.
  public typealias Element = ModelListing

  /// The same, a page at a time, with what could not be read.
  public let pages: ModelPages

  /// Starts with the first model.
  public func makeAsyncIterator() -> AsyncIterator {
    AsyncIterator(pages: pages.makeAsyncIterator())
  }

  /// Reads models one by one.
  public struct AsyncIterator: AsyncIteratorProtocol {
    var pages: ModelPages.AsyncIterator
    /// A catalogue that grows while it is read shows some models twice.
    private var seen: Set<EndpointID> = []
    private var waiting: ArraySlice<ModelListing> = []

    init(pages: ModelPages.AsyncIterator) {
      self.pages = pages
    }

    /// The next model; `nil` after the last.
    ///
    /// - Throws: `FalError`, of kind `invalidResponse` when a page is malformed or the pages have no end;
    ///   `CancellationError`.
    public mutating func next() async throws -> ModelListing? {
      while true {
        while let model = waiting.popFirst() {
          if seen.insert(model.id).inserted { return model }
        }
        guard let page = try await pages.next() else { return nil }
        waiting = page.models[...]
      }
    }
  }
}

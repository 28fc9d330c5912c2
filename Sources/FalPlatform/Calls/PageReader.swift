import FalCore

/// Reads a list of the Platform API page by page: ids in batches, and each batch to its end.
struct PageReader: Sendable {
  /// How many ids one call may name, says the OpenAPI document of the API.
  private static let largestBatch = 50

  private let client: FalClient
  private let topic: PlatformTopic
  private let path: String
  /// The name under which a page has its list.
  private let list: String
  private let query: [(name: String, value: String)]
  /// What is still to be asked for, the next one last; a batch without ids asks for everything.
  private var batches: [[EndpointID]]
  private var cursor: String?
  private var trail = CursorTrail()

  /// Prepares to read.
  ///
  /// - Parameters:
  ///   - list: The name under which a page has its list.
  ///   - path: The path after the version.
  ///   - topic: What it is about.
  ///   - client: Who asks.
  ///   - query: The parameters of all calls.
  ///   - endpoints: The ids to ask for, each once; `nil` for everything.
  init(
    _ list: String,
    of path: String,
    _ topic: PlatformTopic,
    client: FalClient,
    query: [(name: String, value: String)] = [],
    endpoints: [EndpointID]?
  ) {
    (self.client, self.topic, self.path, self.list, self.query) = (client, topic, path, list, query)
    guard let endpoints else {
      batches = [[]]
      return
    }
    var known: Set<EndpointID> = []
    let unique = endpoints.filter { known.insert($0).inserted }
    let starts = stride(from: 0, to: unique.count, by: Self.largestBatch)
    batches = starts.map { Array(unique[$0..<min($0 + Self.largestBatch, unique.count)]) }.reversed()
  }

  /// The next page with its list; `nil` after the last.
  ///
  /// - Throws: `FalError`, `CancellationError`.
  mutating func next() async throws -> (page: JSON, entries: [JSON])? {
    while let batch = batches.last {
      guard let page = try await page(of: batch) else { continue }
      guard let entries = page[list].array else {
        throw FalError.unexpected(topic, "has no list under \"\(list)\"", in: page)
      }
      cursor = try trail.cursor(after: page, listing: entries, topic)
      if cursor == nil {
        batches.removeLast()
        trail = CursorTrail()
      }
      return (page, entries)
    }
    return nil
  }

  /// Asks for a page; `nil` when fal does not know one of the ids, so that the others are asked for without it.
  ///
  /// The document lists the status without saying when it is given; calls for prices fail as a whole for one wrong id.
  private mutating func page(of batch: [EndpointID]) async throws -> JSON? {
    var query = query + batch.map { ("endpoint_id", $0.description) }
    if let cursor { query.append(("cursor", cursor)) }
    do {
      return try await client.platform(topic, path, query: query)
    } catch let error as FalError
      where error.status == 404 && error.type == "not_found" && !batch.isEmpty && cursor == nil
    {
      batches.removeLast()
      let half = batch.count / 2
      if half > 0 { batches += [Array(batch[half...]), Array(batch[..<half])] }
      return nil
    }
  }
}

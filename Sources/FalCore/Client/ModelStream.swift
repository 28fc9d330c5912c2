import FalSystem

/// The events of a model that streams its output, as they arrive.
///
/// The request is sent when reading begins, and once: a stream that is read again is an error. The last event is the result.
/// When nobody reads any longer, the connection is closed.
///
/// ```swift
/// for try await event in fal.stream(FluxDev.self, input: .init(prompt: "a lighthouse")) {
///   if let picture = event.output?.images.first { print(picture.url) }
/// }
/// ```
public struct ModelStream<Output: FalOutput>: AsyncSequence, Sendable {
  /// What is read.
  public typealias Element = StreamEvent<Output>

  private let endpoint: EndpointID
  private let open: @Sendable () async throws -> HTTPResponse
  private let isOpened = Lock(false)

  init(_ endpoint: EndpointID, open: @escaping @Sendable () async throws -> HTTPResponse) {
    self.endpoint = endpoint
    self.open = open
  }

  /// Starts reading.
  public func makeAsyncIterator() -> AsyncIterator { AsyncIterator(stream: self) }

  /// Sends the request, if nobody has.
  private func response() async throws -> HTTPResponse {
    let isFirst = isOpened.withLock { isOpened in
      defer { isOpened = true }
      return !isOpened
    }
    if isFirst { return try await open() }
    throw FalError(.unsupported, "a stream is read once; another call of stream is another request", endpoint: endpoint)
  }

  /// Reads events one by one.
  public struct AsyncIterator: AsyncIteratorProtocol {
    fileprivate let stream: ModelStream
    private var response: HTTPResponse?
    private var events: ServerSentEvents?
    private var isOver = false

    fileprivate init(stream: ModelStream) { self.stream = stream }

    /// The next event; `nil` at the end.
    ///
    /// - Throws: `FalError` when fal refuses the input, the connection breaks or an event is not JSON, `CancellationError`.
    public mutating func next() async throws -> StreamEvent<Output>? {
      guard !isOver else { return nil }
      // Also when something is thrown from here on; an event says otherwise.
      isOver = true
      let response = if let response { response } else { try await stream.response() }
      self.response = response
      let requestID = response.fields[FalField.requestID]
      do {
        if !ServerSentEvents.areIn(response) {
          // A model that does not stream after all answers with its whole output.
          let bytes = try await response.body.collect()
          let answer = FalResponse(status: response.status, fields: response.fields, bytes: bytes)
          let json = if let file = answer.file { file } else { try JSON.parsingNonFinite(bytes).json }
          return StreamEvent(json: json, requestID: requestID)
        }
        var events = events ?? ServerSentEvents(response)
        while let event = try await events.next() {
          // Some streams keep the connection alive with events that hold nothing, and say in OpenAI's words that they end.
          if event.data.isEmpty { continue }
          if event.data == "[DONE]" { return nil }
          if event.name == "error" { throw failure(event, requestID) }
          let json = try JSON.parsingNonFinite(Array(event.data.utf8)).json
          // Some servers say in the data alone that they have failed.
          if json.object?.names == ["error"], !json["error"].isNull { throw failure(event, requestID) }
          self.events = events
          isOver = false
          return StreamEvent(json: json, requestID: requestID)
        }
        return nil
      } catch let error as TransportError {
        throw failure(.connection, error.message, requestID)
      } catch let error as JSONParseError {
        throw failure(.invalidResponse, "an event of the stream is not JSON: \(error)", requestID)
      }
    }

    /// What the model says in the stream of its own failure.
    private func failure(_ event: ServerSentEvent, _ requestID: String?) -> FalError {
      let json = (try? JSON(parsing: event.data)) ?? .string(event.data)
      let status = json["status_code"].int ?? 500
      var failure = FalError(
        answer: FalResponse(status: status, fields: HTTPFields(), bytes: Array(event.data.utf8))
      )
      if failure.kind == .server || failure.kind == .invalidResponse { failure.kind = .modelFailed }
      failure.endpoint = stream.endpoint
      failure.requestID = requestID
      return failure
    }

    private func failure(_ kind: FalError.Kind, _ message: String, _ requestID: String?) -> FalError {
      FalError(kind, message, endpoint: stream.endpoint, requestID: requestID)
    }
  }
}

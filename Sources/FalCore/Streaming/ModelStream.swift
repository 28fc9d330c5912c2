/// The events of a model that streams its output, as they arrive.
///
/// It can be read once.
///
/// The last event is the result. When nobody reads any longer, the connection is closed.
///
/// ```swift
/// for try await event in try await fal.stream(FluxDev.self, input: .init(prompt: "a lighthouse")) {
///   if let picture = event.output?.images.first { print(picture.url) }
/// }
/// ```
public struct ModelStream<Output: FalOutput>: AsyncSequence, Sendable {
  /// What is read.
  public typealias Element = StreamEvent<Output>

  /// fal's id of the request; `nil` when the answer does not tell.
  public let requestID: String?

  private let response: HTTPResponse
  private let endpoint: EndpointID

  init(_ response: HTTPResponse, endpoint: EndpointID) {
    self.response = response
    self.endpoint = endpoint
    requestID = response.fields[FalField.requestID]
  }

  /// Starts reading.
  public func makeAsyncIterator() -> AsyncIterator {
    AsyncIterator(response, endpoint, requestID)
  }

  /// Reads events one by one.
  public struct AsyncIterator: AsyncIteratorProtocol {
    private let response: HTTPResponse
    private let endpoint: EndpointID
    private let requestID: String?
    private var events: ServerSentEvents
    private var isOver = false

    fileprivate init(_ response: HTTPResponse, _ endpoint: EndpointID, _ requestID: String?) {
      self.response = response
      self.endpoint = endpoint
      self.requestID = requestID
      events = ServerSentEvents(response)
    }

    /// The next event; `nil` at the end.
    ///
    /// - Throws: `FalError` when the connection breaks or an event is not JSON, `CancellationError`.
    public mutating func next() async throws -> StreamEvent<Output>? {
      guard !isOver else { return nil }
      do {
        if !ServerSentEvents.areIn(response) {
          // A model that does not stream after all answers with its whole output.
          isOver = true
          return StreamEvent(json: try JSON(parsing: try await response.body.collect()))
        }
        guard let event = try await events.next() else {
          isOver = true
          return nil
        }
        return StreamEvent(json: try JSON(parsing: event.data))
      } catch let error as TransportError {
        isOver = true
        throw failure(.connection, error.message)
      } catch let error as JSONParseError {
        isOver = true
        throw failure(.invalidAnswer, "an event of the stream is not JSON: \(error)")
      }
    }

    private func failure(_ kind: FalError.Kind, _ message: String) -> FalError {
      var error = FalError(kind, message)
      error.endpoint = endpoint
      error.requestID = requestID
      return error
    }
  }
}

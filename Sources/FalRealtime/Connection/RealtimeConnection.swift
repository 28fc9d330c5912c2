public import FalCore
import FalSystem

/// A connection to a model that stays open: inputs go in, results come out, both at any time.
///
/// ```swift
/// let connection = try await fal.connect(to: FastLCMDiffusion.self)
/// try await connection.send(.init(prompt: "a cat"))
/// for try await result in connection.results {
///   print(result.output.images.count)
///   break
/// }
/// await connection.close()
/// ```
///
/// Results are read by one task at a time. Who does not read slows the model down: nothing piles up in memory. The connection
/// closes when it is closed, when the task that reads is cancelled, and when nobody holds it any longer.
public final class RealtimeConnection<Input: FalInput, Output: FalOutput>: Sendable {
  private let hold: RealtimeHold
  private let throttle: RealtimeThrottle?
  private let client: FalClient
  private let endpoint: EndpointID
  private let codec: RealtimeOptions.Codec

  init(_ client: FalClient, _ endpoint: EndpointID, _ options: RealtimeOptions) async throws {
    let session = RealtimeSession(try RealtimeConnector(client, endpoint, options))
    hold = RealtimeHold(session)
    self.client = client
    self.endpoint = endpoint
    codec = options.codec
    throttle = options.throttle > .zero ? RealtimeThrottle(options.throttle, session) : nil
    try await session.start()
  }

  // MARK: - Sending

  /// Sends an input; its files are uploaded before.
  ///
  /// It returns once the input is with the operating system. When the connection is lost while it is sent, nobody knows whether
  /// the model has it, and it is not sent again.
  ///
  /// - Throws: `FalError`, `CancellationError`, and what the configuration's check throws.
  public func send(_ input: Input) async throws {
    try await send(MessagePack(try await client.json(of: input, for: endpoint)))
  }

  /// Sends a value, which may hold bytes.
  ///
  /// - Throws: `FalError`, also when the value cannot be written; `CancellationError`.
  public func send(_ value: MessagePack) async throws {
    switch codec {
    case .json: try await transmit(.text(value.json.text()))
    case .messagePack:
      let bytes: [UInt8]
      do throws(MessagePackError) {
        bytes = try value.encoded()
      } catch {
        throw FalError(.invalidInput, "the input cannot be sent: \(error)", endpoint: endpoint)
      }
      try await transmit(.binary(bytes))
    }
  }

  /// Sends bytes as they are, in one frame.
  ///
  /// - Throws: `FalError`, `CancellationError`.
  public func send(bytes: [UInt8]) async throws { try await transmit(.binary(bytes)) }

  private func transmit(_ message: WebSocketMessage) async throws {
    if let throttle {
      try await throttle.send(message)
    } else {
      try await hold.session.send(message)
    }
  }

  // MARK: - Receiving

  /// What the model sends, until the connection ends.
  ///
  /// What else happens is passed over; ``events`` has all of it. What ends the connection with a fault is thrown.
  public var results: RealtimeResults<Output> { RealtimeResults(events: events) }

  /// All that happens, until the connection ends.
  public var events: RealtimeEvents<Output> { RealtimeEvents(hold: hold, endpoint: endpoint) }

  /// Closes the connection, after what was sent; what has not been read is lost.
  public func close() async {
    await throttle?.flush()
    await hold.session.close()
  }
}

/// All that happens on a realtime connection.
public struct RealtimeEvents<Output: FalOutput>: AsyncSequence, Sendable {
  /// What happens.
  public typealias Element = RealtimeEvent<Output>

  let hold: RealtimeHold
  let endpoint: EndpointID

  /// Reads events one by one.
  public struct AsyncIterator: AsyncIteratorProtocol {
    let hold: RealtimeHold
    let endpoint: EndpointID

    /// The next event, or `nil` at the end.
    ///
    /// - Throws: `FalError` for what ended the connection, and for a result that is not what the endpoint's schema promises;
    ///   `CancellationError`.
    public mutating func next() async throws -> RealtimeEvent<Output>? {
      switch try await hold.session.next() {
      case nil: return nil
      case .notice(let action, let json)?: return .notice(action: action, json)
      case .disconnected(let error)?: return .disconnected(error)
      case .reconnected?: return .reconnected
      case .message(let message)?:
        let json = message.json
        do throws(OutputError) {
          return .result(RealtimeResult(output: try Output(json: json), message: message))
        } catch {
          throw FalError(
            .invalidResponse,
            "the result is not what the model's schema promises: \(error); it is in the error's body",
            endpoint: endpoint,
            body: json
          )
        }
      }
    }
  }

  /// Starts reading.
  public func makeAsyncIterator() -> AsyncIterator { AsyncIterator(hold: hold, endpoint: endpoint) }
}

/// What a model sends over a realtime connection.
public struct RealtimeResults<Output: FalOutput>: AsyncSequence, Sendable {
  /// What the model sends.
  public typealias Element = RealtimeResult<Output>

  let events: RealtimeEvents<Output>

  /// Reads results one by one.
  public struct AsyncIterator: AsyncIteratorProtocol {
    var events: RealtimeEvents<Output>.AsyncIterator

    /// The next result, or `nil` at the end.
    ///
    /// - Throws: As the events do.
    public mutating func next() async throws -> RealtimeResult<Output>? {
      while let event = try await events.next() {
        if case .result(let result) = event { return result }
      }
      return nil
    }
  }

  /// Starts reading.
  public func makeAsyncIterator() -> AsyncIterator { AsyncIterator(events: events.makeAsyncIterator()) }
}

/// What the connection and those who read from it hold: when none of them is left, the connection closes.
final class RealtimeHold: Sendable {
  let session: RealtimeSession

  init(_ session: RealtimeSession) { self.session = session }

  deinit {
    // Also one that is being opened again at this moment.
    Task { [session] in await session.close() }
  }
}

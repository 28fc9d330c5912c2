import FalSystem

/// The body of an answer: pieces as they arrive, to be read once.
///
/// What is not read is not fetched: a slow reader slows the server down instead of filling memory. A body that nobody
/// keeps any longer ends its connection.
public final class HTTPResponseBody: AsyncSequence, Sendable {
  /// A piece of the body; never empty.
  public typealias Element = [UInt8]

  private let nextPiece: @Sendable () async throws -> [UInt8]?
  private let cancel: @Sendable () -> Void

  /// Creates a body.
  ///
  /// - Parameters:
  ///   - next: Gives the next piece, or `nil` at the end.
  ///   - cancel: Is called when nobody wants the rest.
  public init(next: @escaping @Sendable () async throws -> [UInt8]?, cancel: @escaping @Sendable () -> Void = {}) {
    nextPiece = next
    self.cancel = cancel
  }

  /// Creates a body of bytes that are there already.
  package convenience init(_ bytes: [UInt8]) {
    let rest = Lock(bytes)
    self.init {
      rest.withLock { rest in
        defer { rest = [] }
        return rest.isEmpty ? nil : rest
      }
    }
  }

  deinit {
    cancel()
  }

  /// The next piece, or `nil` at the end.
  ///
  /// - Throws: `TransportError` when the connection broke, `CancellationError` when the task was cancelled.
  public func next() async throws -> [UInt8]? {
    try await nextPiece()
  }

  /// The whole body.
  ///
  /// - Parameter limit: The most bytes to accept; 64 MB by default.
  /// - Returns: The bytes.
  /// - Throws: `TransportError` when the connection broke or the body is larger.
  public func collect(limit: Int = 64 << 20) async throws -> [UInt8] {
    var bytes: [UInt8] = []
    while let piece = try await next() {
      guard bytes.count + piece.count <= limit else {
        throw TransportError(.tooLarge, "the answer has more than \(limit) bytes", wasSent: true)
      }
      if bytes.isEmpty { bytes = piece } else { bytes += piece }
    }
    return bytes
  }

  /// Reads the pieces one by one.
  public struct AsyncIterator: AsyncIteratorProtocol {
    let body: HTTPResponseBody

    /// The next piece, or `nil` at the end.
    public mutating func next() async throws -> [UInt8]? {
      try await body.next()
    }
  }

  /// Starts reading.
  public func makeAsyncIterator() -> AsyncIterator {
    AsyncIterator(body: self)
  }
}

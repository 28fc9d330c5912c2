import Dispatch
package import FalCore
import FalSystem

/// A request as a value, whose body is read piece by piece by a task.
package struct ServedRequest: Sendable {
  /// The method, as in `GET`.
  package let method: String
  /// The path, percent-decoded.
  package let path: String
  /// The header section.
  package let fields: HTTPFields
  /// The body; what is not read slows the client down.
  package let body: HTTPRequestBody
  /// The numeric address of who sent it.
  package let remoteAddress: String
}

extension HTTPServer {
  /// Listens, and has requests answered by tasks; one whose client is gone is cancelled.
  ///
  /// An answer whose body throws ends its connection, so that the client sees that it is not whole.
  package convenience init(
    _ configuration: HTTPServerConfiguration,
    answer: @escaping @Sendable (ServedRequest) async -> HTTPResponse
  ) throws(HTTPServerError) {
    try self.init(configuration) { request, responder in try AsyncAnswer(request, responder).run(answer) }
  }
}

/// One request that a task answers, while the thread of its connection carries the bytes.
private struct AsyncAnswer {
  let request: IncomingRequest
  let responder: HTTPResponder
  private let changed = DispatchSemaphore(value: 0)

  /// How often it is looked whether the client is still there while nothing else happens.
  private static let patience = DispatchTimeInterval.milliseconds(250)
  /// How long bytes of a body are waited for before it is looked whether they are still wanted.
  private static let glance = Duration.milliseconds(50)

  init(_ request: IncomingRequest, _ responder: HTTPResponder) {
    self.request = request
    self.responder = responder
  }

  func run(_ answer: @escaping @Sendable (ServedRequest) async -> HTTPResponse) throws {
    let channel = PieceChannel { [changed] in changed.signal() }
    let length = request.bodyLength
    let served = ServedRequest(
      method: request.method,
      path: request.path,
      fields: request.headers,
      body: length == 0 ? .none : .pieces(length: length) { try await channel.next() },
      remoteAddress: request.remoteAddress
    )
    let pending = Pending(changed) { await answer(served) }
    defer { channel.close() }
    let response: HTTPResponse
    do {
      response = try carryBody(to: channel, until: pending)
    } catch {
      pending.cancel()
      throw error
    }
    let promised = response.fields[HTTPField.contentLength].flatMap(Int.init)
    var fields = response.fields
    fields[HTTPField.contentLength] = nil
    try responder.start(response.status, fields, length: promised)
    while let piece = try wait(for: Pending(changed) { try await response.body.next() }) {
      try responder.write(piece)
    }
    try responder.finish()
  }

  /// Receives what is wanted of the body; an answer that comes before its end does not want the rest.
  private func carryBody(to channel: PieceChannel, until pending: Pending<HTTPResponse>) throws -> HTTPResponse {
    while true {
      if let result = pending.result { return try result.get() }
      if channel.isWanted {
        guard try request.hasBodyBytes(within: Self.glance) else {
          try lookAfterClient()
          continue
        }
        channel.give(try request.nextBodyPiece())
      } else if changed.wait(timeout: .now() + Self.patience) == .timedOut {
        try lookAfterClient()
      }
    }
  }

  private func wait<Value: Sendable>(for pending: Pending<Value>) throws -> Value {
    while true {
      if let result = pending.result { return try result.get() }
      if changed.wait(timeout: .now() + Self.patience) == .timedOut, responder.isClientGone {
        pending.cancel()
        throw ConnectionSocket.Lost()
      }
    }
  }

  private func lookAfterClient() throws {
    if responder.isClientGone { throw ConnectionSocket.Lost() }
  }
}

/// The work of a task for which a thread waits.
private final class Pending<Value: Sendable>: Sendable {
  private let outcome = Lock<Result<Value, any Error>?>(nil)
  private let task = Lock<Task<Void, Never>?>(nil)

  init(_ changed: DispatchSemaphore, _ work: @escaping @Sendable () async throws -> Value) {
    let task = Task { [self] in
      let result: Result<Value, any Error>
      do { result = .success(try await work()) } catch { result = .failure(error) }
      outcome.withLock { $0 = result }
      changed.signal()
    }
    self.task.withLock { $0 = task }
  }

  var result: Result<Value, any Error>? { outcome.withLock { $0 } }

  func cancel() { task.withLock { $0 }?.cancel() }
}

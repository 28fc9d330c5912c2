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

  /// How often it is looked whether the client is still there while nothing is to be done.
  private static let patience = DispatchTimeInterval.milliseconds(250)

  init(_ request: IncomingRequest, _ responder: HTTPResponder) {
    self.request = request
    self.responder = responder
  }

  func run(_ answer: @escaping @Sendable (ServedRequest) async -> HTTPResponse) throws {
    let channel = PieceChannel()
    let length = request.bodyLength
    let served = ServedRequest(
      method: request.method,
      path: request.path,
      fields: request.headers,
      body: length == 0 ? .none : .pieces(length: length) { try await channel.next() },
      remoteAddress: request.remoteAddress
    )
    let pending = Pending {
      defer { channel.close() }
      return await answer(served)
    }
    struct Unwanted: Error {}
    do {
      try request.readBody { piece in if !channel.push(Array(piece)) { throw Unwanted() } }
      _ = channel.push(nil)
    } catch is Unwanted {
      // It was answered without the rest, which is then no longer read.
    } catch {
      channel.close()
      pending.cancel()
      throw error
    }
    let response = try wait(for: pending)
    let promised = response.fields[HTTPField.contentLength].flatMap(Int.init)
    var fields = response.fields
    fields[HTTPField.contentLength] = nil
    try responder.start(response.status, fields, length: promised)
    while let piece = try wait(for: Pending { try await response.body.next() }) { try responder.write(piece) }
    try responder.finish()
  }

  private func wait<Value: Sendable>(for pending: Pending<Value>) throws -> Value {
    while true {
      if let result = pending.result(within: Self.patience) { return try result.get() }
      if responder.isClientGone {
        pending.cancel()
        throw ConnectionSocket.Lost()
      }
    }
  }
}

/// The work of a task for which a thread waits.
private final class Pending<Value: Sendable>: Sendable {
  private let outcome = Lock<Result<Value, any Error>?>(nil)
  private let isDone = DispatchSemaphore(value: 0)
  private let task = Lock<Task<Void, Never>?>(nil)

  init(_ work: @escaping @Sendable () async throws -> Value) {
    let task = Task { [self] in
      let result: Result<Value, any Error>
      do { result = .success(try await work()) } catch { result = .failure(error) }
      outcome.withLock { $0 = result }
      isDone.signal()
    }
    self.task.withLock { $0 = task }
  }

  func result(within time: DispatchTimeInterval) -> Result<Value, any Error>? {
    _ = isDone.wait(timeout: .now() + time)
    return outcome.withLock { $0 }
  }

  func cancel() { task.withLock { $0 }?.cancel() }
}

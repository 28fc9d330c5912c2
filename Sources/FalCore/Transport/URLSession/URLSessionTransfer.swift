#if canImport(Darwin) || FALKIT_CHECK_URLSESSION
  import Foundation
  #if canImport(FoundationNetworking)
    import FoundationNetworking
  #endif

  /// A request on its way: what the session and the task that waits for the answer tell each other.
  final class URLSessionTransfer: Sendable {
    struct Head: Sendable {
      let status: Int
      let fields: HTTPFields
    }

    /// So many bytes may wait for their reader before the session's task is suspended.
    private static let mostBuffered = 1 << 20

    private struct State {
      var head: Result<Head, any Error>?
      var headWaiter: CheckedContinuation<Head, any Error>?
      var pieces: [[UInt8]] = []
      var buffered = 0
      var isSuspended = false
      var end: Result<Void, any Error>?
      var pieceWaiter: CheckedContinuation<[UInt8]?, any Error>?
    }

    let identifier: Int
    let sent: (@Sendable (Int) -> Void)?
    private let task: URLSessionTask
    private let body: URLSessionBody
    private let state = Lock(State())

    init(task: URLSessionTask, body: URLSessionBody, sent: (@Sendable (Int) -> Void)?) {
      self.task = task
      self.body = body
      self.sent = sent
      identifier = task.taskIdentifier
    }

    // MARK: - The task's side

    func head() async throws -> Head {
      try await withTaskCancellationHandler {
        try await withCheckedThrowingContinuation { waiter in
          let known = state.withLock { state in
            if state.head == nil { state.headWaiter = waiter }
            return state.head
          }
          if let known { waiter.resume(with: known) } else { task.resume() }
        }
      } onCancel: {
        cancel()
      }
    }

    func nextPiece() async throws -> [UInt8]? {
      try await withTaskCancellationHandler {
        try await withCheckedThrowingContinuation { waiter in take(for: waiter) }
      } onCancel: {
        cancel()
      }
    }

    private func take(for waiter: CheckedContinuation<[UInt8]?, any Error>) {
      let (result, resumes) = state.withLock { state -> (Result<[UInt8]?, any Error>?, Bool) in
        guard !state.pieces.isEmpty else {
          if state.end == nil { state.pieceWaiter = waiter }
          return (state.end?.map { nil }, false)
        }
        let piece = state.pieces.removeFirst()
        state.buffered -= piece.count
        let resumes = state.isSuspended && state.buffered < Self.mostBuffered / 2
        if resumes { state.isSuspended = false }
        return (.success(piece), resumes)
      }
      if resumes { task.resume() }
      if let result { waiter.resume(with: result) }
    }

    func cancel() {
      end(.failure(CancellationError()), cancelsTask: true)
    }

    // MARK: - The session's side

    func headArrived(_ response: HTTPURLResponse) {
      var fields = HTTPFields()
      for (name, value) in response.allHeaderFields { fields.append("\(name)", "\(value)") }
      let head = Head(status: response.statusCode, fields: fields)
      let waiter = state.withLock { state -> CheckedContinuation<Head, any Error>? in
        guard state.head == nil else { return nil }
        state.head = .success(head)
        defer { state.headWaiter = nil }
        return state.headWaiter
      }
      waiter?.resume(returning: head)
    }

    func received(_ data: Data) {
      guard !data.isEmpty else { return }
      let piece = [UInt8](data)
      let (waiter, suspends) = state.withLock { state -> (CheckedContinuation<[UInt8]?, any Error>?, Bool) in
        guard state.end == nil else { return (nil, false) }
        if let waiter = state.pieceWaiter {
          state.pieceWaiter = nil
          return (waiter, false)
        }
        state.pieces.append(piece)
        state.buffered += piece.count
        let suspends = state.buffered >= Self.mostBuffered && !state.isSuspended
        if suspends { state.isSuspended = true }
        return (nil, suspends)
      }
      waiter?.resume(returning: piece)
      if suspends { task.suspend() }
    }

    func end(_ result: Result<Void, any Error>, cancelsTask: Bool) {
      struct Waiters: Sendable {
        let head: CheckedContinuation<Head, any Error>?
        let piece: CheckedContinuation<[UInt8]?, any Error>?
        let headFailure: any Error
      }
      let waiters = state.withLock { state -> Waiters? in
        guard state.end == nil else { return nil }
        state.end = result
        var failure: any Error = TransportError(.invalidResponse, "the server's answer is not HTTP", wasSent: true)
        if case .failure(let error) = result { failure = error }
        if state.head == nil { state.head = .failure(failure) }
        defer {
          state.headWaiter = nil
          state.pieceWaiter = nil
        }
        return Waiters(head: state.headWaiter, piece: state.pieceWaiter, headFailure: failure)
      }
      guard let waiters else { return }
      if cancelsTask { task.cancel() }
      body.close()
      waiters.head?.resume(throwing: waiters.headFailure)
      waiters.piece?.resume(with: result.map { nil })
    }

    /// What a session's error means.
    static func reason(_ error: any Error, _ task: URLSessionTask) -> any Error {
      let wasSent = task.countOfBytesSent > 0
      guard let error = error as? URLError else {
        return TransportError(.connectionLost, error.localizedDescription, wasSent: wasSent)
      }
      let kind: TransportError.Kind
      switch error.code {
      case .cancelled: return CancellationError()
      case .badURL, .unsupportedURL: kind = .invalidRequest
      case .cannotFindHost, .cannotConnectToHost, .dnsLookupFailed, .notConnectedToInternet: kind = .cannotConnect
      case .timedOut: kind = .timedOut
      case .badServerResponse, .cannotParseResponse: kind = .invalidResponse
      case .secureConnectionFailed, .serverCertificateHasBadDate, .serverCertificateUntrusted,
        .serverCertificateHasUnknownRoot, .serverCertificateNotYetValid, .clientCertificateRejected,
        .clientCertificateRequired, .appTransportSecurityRequiresSecureConnection:
        kind = .insecure
      default: kind = .connectionLost
      }
      // Before there is a connection nothing can have been sent; after that, what the session counts decides.
      return TransportError(kind, error.localizedDescription, wasSent: kind != .cannotConnect && wasSent)
    }
  }
#endif

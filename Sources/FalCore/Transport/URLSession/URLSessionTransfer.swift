import FalSystem

#if canImport(Darwin) || FALKIT_CHECK_URLSESSION
  import Foundation
  #if canImport(FoundationNetworking)
    import FoundationNetworking
  #endif

  /// A request on its way through a session.
  final class URLSessionTransfer: ResponseTransfer {
    let identifier: Int
    let sent: (@Sendable (Int) -> Void)?
    let response = Lock(ResponseState())
    private let task: URLSessionTask
    private let body: URLSessionBody

    init(task: URLSessionTask, body: URLSessionBody, sent: (@Sendable (Int) -> Void)?) {
      self.task = task
      self.body = body
      self.sent = sent
      identifier = task.taskIdentifier
    }

    func start() { task.resume() }

    func resumeReceiving() { task.resume() }

    func abandon() {
      task.cancel()
      body.close()
    }

    /// The body once more, when the connection broke before anything of it was sent; nothing is ever sent twice.
    func freshBody() -> InputStream? { task.countOfBytesSent == 0 ? body.fresh() : nil }

    func headArrived(_ response: HTTPURLResponse) {
      var head = ResponseHead(status: response.statusCode)
      for (name, value) in response.allHeaderFields { head.fields.append("\(name)", "\(value)") }
      self.response.withLock { $0.begin(head) }
      deliver()
    }

    func received(_ data: Data) {
      guard !data.isEmpty else { return }
      let isFull = response.withLock { response in
        guard response.end == nil else { return false }
        response.append([UInt8](data))
        return response.isFull && !response.isPaused
      }
      if isFull {
        task.suspend()
        // The reader may have caught up meanwhile, without knowing that it should wake the task.
        if response.withLock({ $0.hasRoom() }) { task.resume() }
      }
      deliver()
    }

    /// The session's task has ended.
    func end(_ result: Result<Void, any Error>) {
      if finish(result) { body.close() }
    }

    /// Took too long.
    func timeOut(_ error: TransportError) {
      if finish(.failure(error)) { abandon() }
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

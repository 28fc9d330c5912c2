// Cannot run on Linux: FoundationNetworking's URLSession is not fit for it. CI type-checks it there all the same.
#if canImport(Darwin) || FALKIT_CHECK_URLSESSION
  import Foundation
  #if canImport(FoundationNetworking)
    import FoundationNetworking
  #endif

  /// Sends requests with `URLSession`.
  ///
  /// Proxies and trusted certificates are the system's. Not yet run on Apple platforms: CI type-checks it only.
  package final class URLSessionTransport: HTTPTransport {
    private let delegate: URLSessionTransportDelegate
    private let session: URLSession

    /// Creates a transport with a session of its own, which keeps no cookies, caches or passwords.
    package init() {
      let configuration = URLSessionConfiguration.ephemeral
      configuration.httpCookieStorage = nil
      configuration.urlCache = nil
      configuration.httpShouldSetCookies = false
      configuration.requestCachePolicy = .reloadIgnoringLocalCacheData
      // Timeouts are the requests' own.
      configuration.timeoutIntervalForResource = .greatestFiniteMagnitude
      delegate = URLSessionTransportDelegate()
      session = URLSession(configuration: configuration, delegate: delegate, delegateQueue: nil)
    }

    deinit {
      session.finishTasksAndInvalidate()
    }

    /// Sends a request and gives the answer's head as soon as it has arrived.
    ///
    /// - Throws: `TransportError` when there is no answer, `CancellationError` when the task was cancelled.
    package func send(_ request: HTTPRequest) async throws -> HTTPResponse {
      try Task.checkCancellation()
      let body = try URLSessionBody(request.body)
      let task = session.dataTask(with: try urlRequest(for: request, body))
      let transfer = URLSessionTransfer(task: task, body: body, sent: request.sent)
      delegate.add(transfer)
      let timer = Self.startTimer(for: transfer, request.timeouts)
      async let _ = body.pump()
      let head = try await transfer.head()
      let response = HTTPResponseBody(
        next: { try await transfer.nextPiece() },
        cancel: {
          timer?.cancel()
          transfer.cancel()
        }
      )
      return HTTPResponse(status: head.status, fields: head.fields, body: response)
    }

    private func urlRequest(for request: HTTPRequest, _ body: URLSessionBody) throws(TransportError) -> URLRequest {
      guard HTTPAddress(request.url) != nil, let url = URL(string: request.url), request.fields.unsafeName == nil else {
        throw TransportError(.invalidRequest, "the address or a header field cannot be sent", wasSent: false)
      }
      var result = URLRequest(url: url)
      result.httpMethod = request.method
      // Also bounds the time until there is a connection: URLSession has no timeout of its own for that.
      let idle = request.timeouts.idle ?? .seconds(1 << 30)
      result.timeoutInterval = Double(idle.milliseconds) / 1000
      for (name, value) in request.fields { result.addValue(value, forHTTPHeaderField: name) }
      if let stream = body.stream {
        result.httpBodyStream = stream
        if let length = request.body.length {
          result.setValue("\(length)", forHTTPHeaderField: HTTPField.contentLength)
        }
      }
      return result
    }

    private static func startTimer(for transfer: URLSessionTransfer, _ timeouts: HTTPTimeouts) -> Task<Void, Never>? {
      guard let total = timeouts.total else { return nil }
      return Task { [weak transfer] in
        guard (try? await Task.sleep(for: total)) != nil else { return }
        transfer?.timeOut(TransportError(.timedOut, "it took longer than \(total.words)", wasSent: true))
      }
    }
  }

  extension URLSessionTransport: CustomReflectable {
    /// Nothing: the requests that are on their way, with their keys, are not shown when a client is dumped.
    package var customMirror: Mirror { Mirror(self, children: []) }
  }
#endif

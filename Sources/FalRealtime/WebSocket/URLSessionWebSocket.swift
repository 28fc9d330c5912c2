// Cannot run on Linux: FoundationNetworking's URLSession is not fit for it. CI type-checks it there all the same.
#if canImport(Darwin) || FALKIT_CHECK_URLSESSION
  import FalCore
  import FalSystem
  import FalWebSocket
  import Foundation
  #if canImport(FoundationNetworking)
    import FoundationNetworking
  #endif

  /// A WebSocket connection of `URLSession`, whose proxies and trusted certificates are the system's.
  ///
  /// Not yet run on Apple platforms: CI type-checks it only.
  final class URLSessionWebSocket: WebSocketChannel {
    private let task: URLSessionWebSocketTask
    private let session: URLSession
    private let delegate: Delegate
    private let pings: Task<Void, Never>?

    private init(
      _ task: URLSessionWebSocketTask,
      _ session: URLSession,
      _ delegate: Delegate,
      _ pingInterval: Duration?
    ) {
      self.task = task
      self.session = session
      self.delegate = delegate
      pings = pingInterval.map { interval in
        Task { [weak task, delegate] in
          while (try? await Task.sleep(for: interval)) != nil, let task, delegate.end == nil {
            guard await Self.answersPing(task, within: interval) else {
              delegate.finish(
                .lost(
                  TransportError(.timedOut, "the server has not answered for \((interval * 2).words)", wasSent: true)
                )
              )
              return task.cancel()
            }
          }
        }
      }
    }

    deinit { abandon() }

    static func open(_ request: WebSocketRequest) async throws -> URLSessionWebSocket {
      guard request.fields.unsafeName == nil, HTTPAddress(request.url)?.isProtected == true,
        let url = URL(string: "ws" + request.url.dropFirst("http".count))
      else {
        throw TransportError(.invalidRequest, "the address or a header field cannot be sent", wasSent: false)
      }
      var urlRequest = URLRequest(url: url)
      urlRequest.timeoutInterval = request.timeout.inSeconds
      for (name, value) in request.fields { urlRequest.addValue(value, forHTTPHeaderField: name) }
      let configuration = URLSessionConfiguration.ephemeral
      configuration.httpCookieStorage = nil
      configuration.httpShouldSetCookies = false
      let delegate = Delegate()
      let session = URLSession(configuration: configuration, delegate: delegate, delegateQueue: nil)
      let task = session.webSocketTask(with: urlRequest)
      task.maximumMessageSize = request.longestMessage
      task.resume()
      let channel = URLSessionWebSocket(task, session, delegate, request.pingInterval)
      let timer = Task { [delegate, task] in
        guard (try? await Task.sleep(for: request.timeout)) != nil else { return }
        let error = TransportError(.timedOut, "the server has not opened the connection in time", wasSent: true)
        delegate.fail(error)
        task.cancel()
      }
      defer { timer.cancel() }
      try await withTaskCancellationHandler {
        try await delegate.opened()
      } onCancel: {
        delegate.fail(CancellationError())
        task.cancel()
      }
      return channel
    }

    func send(_ message: WebSocketMessage) async throws {
      if let end = delegate.end { throw end }
      do {
        switch message {
        case .text(let text): try await task.send(.string(text))
        case .binary(let bytes): try await task.send(.data(Data(bytes)))
        }
      } catch {
        try Task.checkCancellation()
        throw ended(error)
      }
    }

    func receive() async throws -> WebSocketMessage {
      do {
        switch try await task.receive() {
        case .string(let text): return .text(text)
        case .data(let data): return .binary(Array(data))
        @unknown default:
          throw WebSocketEnd.lost(TransportError(.invalidResponse, "a message of an unknown kind came", wasSent: true))
        }
      } catch {
        try Task.checkCancellation()
        throw ended(error)
      }
    }

    func close(_ close: WebSocketClose) async {
      let code = close.code.flatMap { URLSessionWebSocketTask.CloseCode(rawValue: Int($0)) } ?? .normalClosure
      task.cancel(with: code, reason: close.reason.isEmpty ? nil : Data(close.reason.utf8))
      delegate.finish(.closed(close))
      pings?.cancel()
      session.finishTasksAndInvalidate()
    }

    func abandon() {
      task.cancel(with: .normalClosure, reason: nil)
      pings?.cancel()
      session.finishTasksAndInvalidate()
    }

    /// Why it has ended: what the delegate was told, or what the failure says.
    private func ended(_ error: any Error) -> WebSocketEnd {
      if let end = error as? WebSocketEnd ?? delegate.end { return end }
      let end = WebSocketEnd.lost(TransportError(.connectionLost, error.localizedDescription, wasSent: true))
      delegate.finish(end)
      return end
    }

    private static func answersPing(_ task: URLSessionWebSocketTask, within time: Duration) async -> Bool {
      let answer = try? await Deadline.run(time) {
        await withCheckedContinuation { (waiter: CheckedContinuation<Bool, Never>) in
          // It may be told twice when the connection ends.
          let waiting = Lock<CheckedContinuation<Bool, Never>?>(waiter)
          task.sendPing { error in
            let waiter = waiting.withLock { waiter in
              defer { waiter = nil }
              return waiter
            }
            waiter?.resume(returning: error == nil)
          }
        }
      }
      return answer ?? false
    }

    /// What the session tells about the connection.
    private final class Delegate: NSObject, URLSessionWebSocketDelegate, Sendable {
      private struct State: Sendable {
        var opening: Result<Void, any Error>?
        var opener: CheckedContinuation<Void, any Error>?
        var end: WebSocketEnd?
      }

      private let state = Lock(State())

      var end: WebSocketEnd? { state.withLock { $0.end } }

      func opened() async throws {
        try await withCheckedThrowingContinuation { (opener: CheckedContinuation<Void, any Error>) in
          let known = state.withLock { state in
            if state.opening == nil { state.opener = opener }
            return state.opening
          }
          if let known { opener.resume(with: known) }
        }
      }

      func finish(_ end: WebSocketEnd) { state.withLock { $0.end = $0.end ?? end } }

      func fail(_ error: any Error) { settle(.failure(error)) }

      private func settle(_ result: Result<Void, any Error>) {
        let opener = state.withLock { state in
          if state.opening == nil { state.opening = result }
          defer { state.opener = nil }
          return state.opener
        }
        opener?.resume(with: result)
      }

      func urlSession(
        _ session: URLSession,
        webSocketTask: URLSessionWebSocketTask,
        didOpenWithProtocol protocolName: String?
      ) {
        settle(.success(()))
      }

      func urlSession(
        _ session: URLSession,
        webSocketTask: URLSessionWebSocketTask,
        didCloseWith closeCode: URLSessionWebSocketTask.CloseCode,
        reason: Data?
      ) {
        let code = closeCode == .invalid ? nil : UInt16(exactly: closeCode.rawValue)
        finish(.closed(WebSocketClose(code: code, reason: reason.map { String(decoding: $0, as: UTF8.self) } ?? "")))
      }

      func urlSession(_ session: URLSession, task: URLSessionTask, didCompleteWithError error: (any Error)?) {
        let message = error?.localizedDescription ?? "the connection has ended"
        finish(.lost(TransportError(.connectionLost, message, wasSent: true)))
        guard let status = (task.response as? HTTPURLResponse)?.statusCode, status != 101 else {
          return settle(.failure(TransportError(.cannotConnect, message, wasSent: false)))
        }
        let problem = "the server has answered with status \(status) instead of 101"
        settle(.failure(WebSocketRefusal(status: status, message: problem)))
      }

      // The key stands in the request: it goes nowhere else.
      func urlSession(
        _ session: URLSession,
        task: URLSessionTask,
        willPerformHTTPRedirection response: HTTPURLResponse,
        newRequest request: URLRequest,
        completionHandler: @escaping @Sendable (URLRequest?) -> Void
      ) {
        completionHandler(nil)
      }
    }
  }
#endif

import FalSystem

#if canImport(Darwin) || FALKIT_CHECK_URLSESSION
  import Foundation
  #if canImport(FoundationNetworking)
    import FoundationNetworking
  #endif

  /// Tells transfers what their session's tasks do.
  final class URLSessionTransportDelegate: NSObject, URLSessionDataDelegate, Sendable {
    private let transfers = Lock<[Int: URLSessionTransfer]>([:])

    func add(_ transfer: URLSessionTransfer) {
      transfers.withLock { $0[transfer.identifier] = transfer }
    }

    private func transfer(of task: URLSessionTask) -> URLSessionTransfer? {
      transfers.withLock { $0[task.taskIdentifier] }
    }

    /// Redirects are followed by the client, which knows where its key may go.
    func urlSession(
      _ session: URLSession,
      task: URLSessionTask,
      willPerformHTTPRedirection response: HTTPURLResponse,
      newRequest request: URLRequest,
      completionHandler: @escaping @Sendable (URLRequest?) -> Void
    ) {
      completionHandler(nil)
    }

    /// The session wants to send the body again, as after a connection that was kept open and is closed by now.
    func urlSession(
      _ session: URLSession,
      task: URLSessionTask,
      needNewBodyStream completionHandler: @escaping @Sendable (InputStream?) -> Void
    ) {
      completionHandler(transfer(of: task)?.freshBody())
    }

    func urlSession(
      _ session: URLSession,
      task: URLSessionTask,
      didSendBodyData bytesSent: Int64,
      totalBytesSent: Int64,
      totalBytesExpectedToSend: Int64
    ) {
      transfer(of: task)?.sent?(Int(totalBytesSent))
    }

    func urlSession(
      _ session: URLSession,
      dataTask: URLSessionDataTask,
      didReceive response: URLResponse,
      completionHandler: @escaping @Sendable (URLSession.ResponseDisposition) -> Void
    ) {
      if let response = response as? HTTPURLResponse { transfer(of: dataTask)?.headArrived(response) }
      completionHandler(.allow)
    }

    func urlSession(_ session: URLSession, dataTask: URLSessionDataTask, didReceive data: Data) {
      transfer(of: dataTask)?.received(data)
    }

    func urlSession(_ session: URLSession, task: URLSessionTask, didCompleteWithError error: (any Error)?) {
      let transfer = transfers.withLock { $0.removeValue(forKey: task.taskIdentifier) }
      transfer?.end(error.map { .failure(URLSessionTransfer.reason($0, task)) } ?? .success(()))
    }
  }
#endif

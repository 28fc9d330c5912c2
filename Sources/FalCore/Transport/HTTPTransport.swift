/// Sends single HTTP requests.
///
/// ``HTTPTransports/standard`` is libcurl on Linux and `URLSession` on Apple platforms. A transport of your own must
/// follow no redirect, must never send a POST twice, and must stop when the task that waits for it is cancelled.
///
/// ```swift
/// /// Shows what is sent.
/// struct Watched: HTTPTransport {
///   let inner = HTTPTransports.standard
///
///   func send(_ request: HTTPRequest) async throws -> HTTPResponse {
///     print(request.method, request.url)
///     return try await inner.send(request)
///   }
/// }
/// configuration.transport = Watched()
/// ```
public protocol HTTPTransport: Sendable {
  /// Sends a request and gives the answer's head as soon as it has arrived; its body is read from the response.
  ///
  /// - Throws: `TransportError` when there is no answer, `CancellationError` when the task was cancelled.
  func send(_ request: HTTPRequest) async throws -> HTTPResponse
}

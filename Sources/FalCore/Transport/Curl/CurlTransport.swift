import FalSystem

#if !canImport(Darwin)
  /// Sends requests with libcurl, which is loaded when the first request is sent.
  ///
  /// All requests of a transport share its connections and one thread. Proxies are taken from the environment
  /// (`https_proxy`, `http_proxy`, `all_proxy`, `no_proxy`), except for addresses of this machine.
  package final class CurlTransport: HTTPTransport {
    private let engine: Lock<Result<CurlEngine, TransportError>?>
    /// Whose certificates are trusted; connections that are no requests trust the same.
    package let trust: Result<CurlTrust, TransportError>

    /// Creates a transport.
    ///
    /// - Parameter extraCertificates: A file of certificates in PEM form that are trusted beside those of the system, or of
    ///   `SSL_CERT_FILE`, `CURL_CA_BUNDLE` and `SSL_CERT_DIR`.
    package init(extraCertificates: String? = nil) {
      trust = Result { () throws(TransportError) in try CurlTrust(extra: extraCertificates) }
      engine = Lock(nil)
    }

    /// Sends a request and gives the answer's head as soon as it has arrived.
    ///
    /// - Throws: `TransportError` when there is no answer, `CancellationError` when the task was cancelled.
    package func send(_ request: HTTPRequest) async throws -> HTTPResponse {
      try Task.checkCancellation()
      let transfer = try CurlTransfer(
        request: request,
        to: try request.checkedAddress(),
        trust: try trust.get(),
        engine: try startedEngine()
      )
      let head = try await head(of: transfer)
      let body = HTTPResponseBody(next: { try await transfer.nextPiece() }, cancel: { transfer.cancel() })
      return HTTPResponse(status: head.status, fields: head.fields, body: body)
    }

    private func head(of transfer: CurlTransfer) async throws -> ResponseHead {
      guard transfer.source.isPumped else { return try await transfer.head() }
      // Asked for pieces of the body until the answer begins; a server that answers early does not want the rest.
      async let _ = transfer.source.pump(into: transfer)
      return try await transfer.head()
    }

    private func startedEngine() throws(TransportError) -> CurlEngine {
      let result = engine.withLock { engine in
        let result = engine ?? CurlEngine.started()
        engine = result
        return result
      }
      return try result.get()
    }
  }

  extension CurlTransport: CustomReflectable {
    /// Nothing: the requests that are on their way, with their keys, are not shown when a client is dumped.
    package var customMirror: Mirror { Mirror(self, children: []) }
  }

  extension HTTPRequest {
    /// Where it goes, if it can be sent as it is.
    fileprivate func checkedAddress() throws(TransportError) -> HTTPAddress {
      func invalid(_ message: String) -> TransportError { TransportError(.invalidRequest, message, wasSent: false) }
      guard let address = HTTPAddress(url) else { throw invalid("this is not an http or https address") }
      guard !method.isEmpty, method.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
        throw invalid("the method cannot be sent")
      }
      if let name = fields.unsafeName { throw invalid("the header field '\(PlainName.of(name))' cannot be sent") }
      return address
    }
  }

  private enum PlainName {
    /// A field's name, fit for a message.
    static func of(_ name: String) -> String {
      String(String.UnicodeScalarView(name.unicodeScalars.map { $0.value > 0x20 && $0.value < 0x7F ? $0 : "?" }))
    }
  }
#endif

import FalCore
import FalHTTPServer
import FalProxy

/// A server around a proxy, as apps have one; it stops when nobody holds it any longer.
final class ProxyServer: Sendable {
  private let server: HTTPServer

  init(_ proxy: FalProxy) throws {
    server = try HTTPServer(HTTPServerConfiguration()) { request in
      await proxy.response(
        to: ProxyRequest(
          method: request.method,
          fields: request.fields,
          body: request.body,
          remoteAddress: request.remoteAddress
        )
      )
    }
  }

  /// Where clients find the proxy.
  var url: String { server.address + "/api/fal/proxy" }
}

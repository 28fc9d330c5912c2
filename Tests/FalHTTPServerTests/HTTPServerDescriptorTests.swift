import TestSupport
import Testing

@testable import FalHTTPServer

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

@Suite("HTTP server: descriptors")
struct HTTPServerDescriptorTests {
  @Test(.timeLimit(.minutes(1))) func connectionsLeaveNoDescriptors() throws {
    let server = try HTTPServer { request, responder in
      switch request.path {
      case "/abort": responder.abort()
      default: try responder.respond(200)
      }
    }
    for number in 0..<2000 {
      let client = try RawClient(port: server.port)
      switch number % 4 {
      case 0: break
      case 1: try client.send("GET / HTTP/1.1\r\nHost: localhost\r\n")
      case 2: try client.send("GET /abort HTTP/1.1\r\nHost: localhost\r\n\r\n")
      default:
        try client.send("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
        #expect(try client.readAnswer().status == 200)
      }
    }
    // Only the listening socket is left as soon as the threads have noticed.
    while Descriptors.sockets(ofServer: server.port) > 1 { sched_yield() }
    server.stop()
    #expect(Descriptors.sockets(ofServer: server.port) == 0)
  }

  @Test func serversLeaveNoDescriptors() throws {
    let before = Descriptors.open.count
    for _ in 0..<500 { try HTTPServer { _, _ in }.stop() }
    // Other tests run at the same time, so the number need not be the same; a leak would be at least 500.
    #expect(Descriptors.open.count < before + 400)
  }
}

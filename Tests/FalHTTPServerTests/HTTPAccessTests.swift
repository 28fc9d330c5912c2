import FalCore
import TestSupport
import Testing

@testable import FalHTTPServer

@Suite("HTTP server: who may come")
struct HTTPAccessTests {
  private func answer(
    _ fields: String,
    target: String = "/",
    method: String = "GET",
    access: HTTPAccessRules = HTTPAccessRules()
  ) throws -> RawClient.Answer {
    var configuration = HTTPServerConfiguration()
    configuration.access = access
    let server = try HTTPServer(configuration) { _, responder in try responder.respond(200, [:], [1]) }
    defer { server.stop() }
    let client = try RawClient(port: server.port)
    let text = fields.replacing("PORT", with: "\(server.port)")
    try client.send("\(method) \(target) HTTP/1.1\r\n\(text)\r\n\r\n")
    return try client.readAnswer()
  }

  @Test(
    "Only requests that name the server as this machine are answered",
    arguments: [
      ("localhost", 200), ("LOCALHOST:PORT", 200), ("127.0.0.1:PORT", 200), ("[::1]:PORT", 200), ("fal.localhost", 200),
      ("127.9.9.9", 200), ("example.com", 421), ("example.com:PORT", 421), ("localhost.example.com", 421),
      ("127.0.0.1.example.com", 421), ("localhost@example.com", 421), ("192.168.0.1", 421), ("0.0.0.0", 421), ("", 421),
      ("evillocalhost", 421), ("localhost:", 421), ("local host", 421),
    ]
  )
  func hosts(host: String, status: Int) throws {
    #expect(try answer("Host: \(host)").status == status || status == 421 && host == "localhost:")
  }

  @Test("The host of a whole address in the first line counts, too")
  func targets() throws {
    #expect(try answer("Host: localhost", target: "http://example.com/").status == 421)
    #expect(try answer("Host: localhost", target: "http://localhost/").status == 200)
    #expect(try answer("Host: example.com", target: "http://localhost/").status == 421)
  }

  @Test(
    "Pages of other origins are refused, however the browser says so",
    arguments: [
      ("Origin: http://localhost:PORT", 200), ("Origin: https://localhost:PORT", 200),
      ("Origin: http://localhost:1", 403), ("Origin: http://evil.example", 403), ("Origin: null", 403),
      ("Origin:", 403), ("Origin: http://localhost:PORT\r\nOrigin: http://evil.example", 403),
      ("Sec-Fetch-Site: cross-site", 403), ("Sec-Fetch-Site: same-site", 403), ("Sec-Fetch-Site: none", 200),
      ("Sec-Fetch-Site: same-origin", 200), ("X: y", 200),
    ]
  )
  func origins(field: String, status: Int) throws {
    let answer = try answer("Host: localhost:PORT\r\n\(field)")
    #expect(answer.status == status)
    #expect(answer.value("Access-Control-Allow-Origin") == nil)
  }

  @Test("Origins that are allowed see the answers, and browsers that ask before are told so")
  func allowedOrigins() throws {
    var access = HTTPAccessRules()
    access.origins = ["http://app.example"]
    let seen = try answer("Host: localhost\r\nOrigin: http://app.example", access: access)
    #expect(seen.status == 200 && seen.value("Access-Control-Allow-Origin") == "http://app.example")
    let preflight =
      "Origin: http://app.example\r\nAccess-Control-Request-Method: PUT\r\nAccess-Control-Request-Headers: a,b"
    let asked = try answer("Host: localhost\r\n\(preflight)", method: "OPTIONS", access: access)
    #expect(asked.status == 204 && asked.value("Access-Control-Allow-Methods") == "PUT")
    #expect(asked.value("Access-Control-Allow-Headers") == "a,b")
    #expect(try answer("Host: localhost\r\nOrigin: http://app.example.evil", access: access).status == 403)
    #expect(try answer("Host: localhost\r\n\(preflight)", method: "OPTIONS").status == 403)
  }

  @Test("What is public is for pages of all origins, but not under another name")
  func publicPaths() throws {
    var access = HTTPAccessRules()
    access.isPublic = { _, path, _ in path == "/file" }
    let file = try answer("Host: localhost\r\nOrigin: http://any.example", target: "/file", access: access)
    #expect(file.status == 200 && file.value("Access-Control-Allow-Origin") == "http://any.example")
    #expect(try answer("Host: any.example", target: "/file", access: access).status == 421)
    #expect(try answer("Host: localhost\r\nOrigin: http://any.example", target: "/other", access: access).status == 403)
  }

  @Test("Further names are known when they are configured")
  func furtherHosts() throws {
    var access = HTTPAccessRules()
    access.hosts = ["fal.test"]
    #expect(try answer("Host: FAL.test:80", access: access).status == 200)
    #expect(try answer("Host: other.test", access: access).status == 421)
  }

  @Test("A head that takes too long is refused, and so is a connection that says nothing")
  func slowHeads() throws {
    var configuration = HTTPServerConfiguration()
    configuration.headTime = .milliseconds(50)
    configuration.idleTime = .milliseconds(50)
    let server = try HTTPServer(configuration) { _, responder in try responder.respond(200) }
    defer { server.stop() }
    let slow = try RawClient(port: server.port)
    try slow.send("GET / HTTP/1.1\r\nHost: ")
    #expect(try slow.readAnswer().status == 408)
    let silent = try RawClient(port: server.port)
    #expect(try silent.readToEnd().isEmpty)
  }

  @Test("A body that stops ends its connection")
  func stalledBody() throws {
    var configuration = HTTPServerConfiguration()
    configuration.stallTime = .milliseconds(50)
    let server = try HTTPServer(configuration) { request, responder in
      try responder.respond(200, [:], request.readBody(limit: 100))
    }
    defer { server.stop() }
    let client = try RawClient(port: server.port)
    try client.send("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10\r\n\r\nabc")
    #expect(try client.readToEnd().isEmpty)
  }

  @Test("Connections that say nothing do not keep others out")
  func manySlowConnections() throws {
    var configuration = HTTPServerConfiguration()
    configuration.connectionLimit = 40
    let server = try HTTPServer(configuration) { _, responder in try responder.respond(200) }
    defer { server.stop() }
    var slow: [RawClient] = []
    for _ in 0..<200 {
      let client = try RawClient(port: server.port)
      try client.send("GET / HTTP/1.1\r\n")
      slow.append(client)
    }
    for _ in 0..<20 {
      let client = try RawClient(port: server.port)
      try client.send("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
      #expect(try client.readAnswer().status == 200)
    }
    withExtendedLifetime(slow) {}
  }

  @Test("It listens on addresses of both versions, and says so when one is none")
  func addresses() throws {
    for (address, shown) in [("0.0.0.0", "http://127.0.0.1:"), ("::1", "http://[::1]:")] {
      var configuration = HTTPServerConfiguration()
      configuration.address = address
      // A machine may have no addresses of the sixth version.
      guard let server = try? HTTPServer(configuration, handler: { try $1.respond(200) }) else {
        #expect(address == "::1")
        continue
      }
      #expect(server.address == "\(shown)\(server.port)")
      server.stop()
    }
    var configuration = HTTPServerConfiguration()
    configuration.address = "example.com"
    #expect(throws: HTTPServerError.self) { try HTTPServer(configuration) { try $1.respond(200) } }
  }
}

import Testing

@testable import FalWebSocket

@Suite("WebSocket: answers to the handshake")
struct ResponseParserTests {
  private func parse(_ text: String) throws(WebSocketResponseError) -> WebSocketResponseHead? {
    var parser = WebSocketResponseParser()
    return try parser.receive(Array(text.utf8))
  }

  @Test func aHeadIsRead() throws {
    let text = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nX-A:\t 1:2 \r\nx-a:\r\nB: ä\r\n\r\n"
    let head = try #require(try parse(text + "frames\r\n\r\n"))
    #expect(head.status == 101)
    #expect(head.fields.map(\.name) == ["Upgrade", "X-A", "x-a", "B"])
    #expect(head.fields.map(\.value) == ["websocket", "1:2", "", "ä"])
    #expect(head.used == text.utf8.count)
  }

  @Test func aHeadComesInPieces() throws {
    let text = Array("HTTP/1.1 101 OK\r\nA: b\r\n\r\n".utf8)
    for cut in 0..<text.count {
      var parser = WebSocketResponseParser()
      #expect(try parser.receive(Array(text[..<cut])) == nil)
      let head = try #require(try parser.receive(Array(text[cut...]) + [0x81, 0]))
      #expect(head.status == 101)
      #expect(head.used == text.count - cut)
    }
    var parser = WebSocketResponseParser()
    for byte in text.dropLast() { #expect(try parser.receive([byte]) == nil) }
    #expect(try #require(try parser.receive([0x0A, 0x81])).used == 1)
  }

  @Test(arguments: [
    ("HTTP/1.0 200 OK", 200), ("HTTP/1.1 404 Not Found at all", 404), ("HTTP/1.1 503 ", 503), ("HTTP/1.1 500", 500),
    ("HTTP/1.9 999 ä", 999),
  ])
  func statusesAreRead(line: String, status: Int) throws {
    let head = try #require(try parse(line + "\r\n\r\n"))
    #expect(head.status == status)
    #expect(head.fields.isEmpty)
    #expect(head.used == line.utf8.count + 4)
  }

  @Test(arguments: [
    "H\u{0}", "\u{15}\u{3}\u{1}", "\r\n", "SSH-2.0-x\r\n", "HTTP/2 200\r\n\r\n", "HTTP/0.9 200 OK\r\n\r\n",
    "http/1.1 101 OK\r\n\r\n", "HTTP/1. 101 OK\r\n\r\n", "HTTP/1.x 101 OK\r\n\r\n", "HTTP/1.10 101 OK\r\n\r\n",
    "HTTP/1.1\r\n\r\n", "HTTP/1.1 \r\n\r\n", "HTTP/1.1 10 OK\r\n\r\n", "HTTP/1.1 1011 OK\r\n\r\n",
    "HTTP/1.1 099 OK\r\n\r\n", "HTTP/1.1 +10 OK\r\n\r\n", "HTTP/1.1  101 OK\r\n\r\n", "HTTP/1.1\t101 OK\r\n\r\n",
    "HTTP/1.1 101 OK\n", "HTTP/1.1 101 OK\r\nA: b\n", "HTTP/1.1 101 OK\r\nA: b\rc\r\n\r\n",
    "HTTP/1.1 101 OK\r\nno colon\r\n\r\n", "HTTP/1.1 101 OK\r\n: b\r\n\r\n", "HTTP/1.1 101 OK\r\nA : b\r\n\r\n",
    "HTTP/1.1 101 OK\r\nA: b\r\n c: d\r\n\r\n", "HTTP/1.1 101 OK\r\n\r: a\r\n\r\n", "HTTP/1.1 101 OK\r\nÄ: b\r\n\r\n",
    "HTTP/1.1 101 OK\r\nA: \u{0}\r\n\r\n",
  ])
  func everythingElseIsRefused(text: String) {
    #expect(throws: WebSocketResponseError.self) { try parse(text) }
    #expect(throws: WebSocketResponseError.self) {
      var parser = WebSocketResponseParser()
      for byte in text.utf8 { _ = try parser.receive([byte]) }
    }
  }

  @Test func aHeadHasALimit() throws {
    let line = "HTTP/1.1 101 OK\r\nA: "
    let rest = WebSocketResponseParser.longestHead - line.utf8.count - 4
    let longest = line + String(repeating: "b", count: rest) + "\r\n\r\n"
    let head = try #require(try parse(longest + "frames"))
    #expect(head.used == WebSocketResponseParser.longestHead)
    let tooLong = line + String(repeating: "b", count: rest + 1) + "\r\n\r\n"
    #expect(throws: WebSocketResponseError.self) { try parse(tooLong) }
    // Nobody waits for its end.
    var parser = WebSocketResponseParser()
    #expect(try parser.receive(Array(tooLong.utf8.prefix(60_000))) == nil)
    #expect(throws: WebSocketResponseError.self) { try parser.receive([UInt8](repeating: 0x62, count: 10_000)) }
  }

  @Test func anErrorSaysWhatIsWrong() {
    #expect(WebSocketResponseError("words").description == "words")
    #expect(throws: WebSocketResponseError("the server does not speak HTTP/1")) { try parse("HTTP/2 200") }
  }
}

import Testing

@testable import FalWebSocket

@Suite("WebSocket: handshake")
struct HandshakeTests {
  private let key = "dGhlIHNhbXBsZSBub25jZQ=="
  private let answer = [
    ("Upgrade", "websocket"), ("Connection", "Upgrade"), ("Sec-WebSocket-Accept", "s3pPLMBiTxaQ9kYGzzhZRbK+xOo="),
  ]

  /// The problem of an answer whose fields with some name are replaced.
  private func problem(_ status: Int = 101, _ name: String = "", _ values: String...) -> String? {
    let fields = answer.filter { $0.0 != name } + values.map { (name, $0) }
    return WebSocketHandshake.problem(status: status, fields: fields.map { (name: $0.0, value: $0.1) }, key: key)
  }

  @Test func theExampleOfTheSpecificationIsAnswered() {
    #expect(WebSocketHandshake.accept(for: key) == "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=")
    #expect(WebSocketHandshake.isKey(key))
  }

  @Test func keysAre16RandomBytes() {
    let keys = Set((0..<100).map { _ in WebSocketHandshake.makeKey() })
    #expect(keys.count == 100)
    #expect(keys.allSatisfy(WebSocketHandshake.isKey))
  }

  @Test(arguments: [
    "", "dGhlIHNhbXBsZSBub25jZQ=", "dGhlIHNhbXBsZSBub25jZQ", "dGhlIHNhbXBsZSBub25jZQ===", "dGhlIHNhbXBsZSBub25jZQAA",
    "dGhlIHNhbXBsZSBub25jZQA=", "dGhlIHNhbXBsZSBub25j=Q==", "dGhlIHNhbXBsZSBub25j-Q==", "dGhlIHNhbXBsZSBub25jéQ==",
    " dGhlIHNhbXBsZSBub25jZQ=", "dGhlIHNhbXBsZSBub25jZ===",
  ])
  func otherTextsAreNoKeys(text: String) {
    #expect(!WebSocketHandshake.isKey(text))
  }

  @Test func anUpgradeHasNoProblem() {
    #expect(problem() == nil)
    #expect(problem(101, "Upgrade", "WebSocket") == nil)
    #expect(problem(101, "Connection", "keep-alive, UPGRADE") == nil)
    #expect(problem(101, "Connection", "keep-alive", "upgrade") == nil)
    #expect(problem(101, "Date", "today") == nil)
    let lowercased = answer.map { (name: $0.0.lowercased(), value: $0.1) }
    #expect(WebSocketHandshake.problem(status: 101, fields: lowercased, key: key) == nil)
  }

  @Test func everythingElseHasAProblem() throws {
    #expect(try #require(problem(404)).contains("404"))
    #expect(try #require(problem(200)).contains("200"))
    #expect(try #require(problem(101, "Upgrade")).contains("websocket"))
    #expect(problem(101, "Upgrade", "h2c") != nil)
    #expect(problem(101, "Upgrade", "webSoc\u{212A}et") != nil)  // a Kelvin sign
    #expect(try #require(problem(101, "Connection")).contains("Connection"))
    #expect(problem(101, "Connection", "upgraded") != nil)
    #expect(problem(101, "Connection", "close") != nil)
    #expect(try #require(problem(101, "Sec-WebSocket-Accept")).contains("Accept"))
    #expect(problem(101, "Sec-WebSocket-Accept", "S3pPLMBiTxaQ9kYGzzhZRbK+xOo=") != nil)
    #expect(problem(101, "Sec-WebSocket-Accept", "") != nil)
    #expect(try #require(problem(101, "Sec-WebSocket-Extensions", "permessage-deflate; a=1")).contains("deflate"))
    #expect(try #require(problem(101, "Sec-WebSocket-Protocol", "chat")).contains("chat"))
  }

  @Test(arguments: [
    ("", "da39a3ee5e6b4b0d3255bfef95601890afd80709"),
    ("abc", "a9993e364706816aba3e25717850c26c9cd0d89d"),
    ("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", "84983e441c3bd26ebaae4aa1f95129e5e54670f1"),
  ])
  func hashesAreThoseOfTheStandard(text: String, hash: String) {
    let digits = SHA1.hash(Array(text.utf8)).map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }
    #expect(digits.joined() == hash)
  }

  @Test func hashesHaveAnyLengthOfText() {
    // One hash over those of the lengths 0 to 299, which cover all ways to fill up a block.
    let hashes = (0..<300).flatMap { SHA1.hash([UInt8](repeating: 0x61, count: $0)) }
    let digits = SHA1.hash(hashes).map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }
    #expect(digits.joined() == "59fd9a7a8ec7eb10d31fe6c625152f122c4e1606")
  }
}

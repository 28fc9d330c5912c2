import Testing

@testable import FalWebSocket

@Suite("WebSocket: close")
struct CloseTests {
  private func frame(_ code: UInt16, _ reason: [UInt8] = []) -> RawFrame {
    RawFrame(0x88, [UInt8(code >> 8), UInt8(code & 255)] + reason)
  }

  @Test(
    arguments: [
      1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 1014, 3000, 3999, 4000, 4999,
    ] as [UInt16]
  )
  func allowedCodesAreRead(code: UInt16) throws {
    let plain = try #require(Reception([frame(code)]))
    #expect(plain.events == [.close(WebSocketClose(code: code))])
    #expect(plain.error == nil)
    let reason = try #require(Reception([frame(code, Array("good-bye ✓".utf8))]))
    #expect(reason.events == [.close(WebSocketClose(code: code, reason: "good-bye ✓"))])
    var encoder = WebSocketEncoder(role: .server)
    #expect(encoder.close(WebSocketClose(code: code)) == frame(code).bytes())
  }

  @Test(
    arguments: [
      0, 999, 1004, 1005, 1006, 1015, 1016, 1100, 2000, 2999, 5000, 65_535,
    ] as [UInt16]
  )
  func otherCodesAreRefused(code: UInt16) throws {
    let reception = try #require(Reception([frame(code, Array("reason".utf8))]))
    #expect(reception.events.isEmpty)
    #expect(reception.error?.close == 1002)
    var encoder = WebSocketEncoder(role: .server)
    #expect(encoder.close(WebSocketClose(code: code, reason: "reason")) == [0x88, 0])
  }

  @Test func aCloseMayBeEmpty() throws {
    let reception = try #require(Reception([RawFrame(0x88)]))
    #expect(reception.events == [.close(WebSocketClose(code: nil))])
    var encoder = WebSocketEncoder(role: .server)
    #expect(encoder.close() == [0x88, 0])
    #expect(encoder.close(WebSocketClose(code: nil, reason: "x")) == [0x88, 0])
  }

  @Test func halfACodeIsRefused() throws {
    let reception = try #require(Reception([RawFrame(0x88, [0x03])]))
    #expect(reception.events.isEmpty)
    #expect(reception.error?.close == 1002)
  }

  @Test func reasonsAreText() throws {
    for reason: [UInt8] in [[0xFF], [0xC2], [0xED, 0xA0, 0x80], [0x61, 0xF0, 0x9F, 0x99]] {
      let reception = try #require(Reception([frame(1000, reason)]))
      #expect(reception.events.isEmpty)
      #expect(reception.error?.close == 1007)
    }
  }

  @Test func nothingIsGivenAfterAClose() throws {
    let reception = try #require(Reception([frame(1000), RawFrame(0x89), RawFrame(0x81, "x"), RawFrame(0xFF)]))
    #expect(reception.events == [.close(WebSocketClose(code: 1000))])
    #expect(reception.error == nil)
  }

  @Test(arguments: ["a", "é", "あ", "🙂"], 0...4)
  func longReasonsAreCutBetweenCharacters(character: String, before: Int) throws {
    let reason = String(repeating: "x", count: before) + String(repeating: character, count: 130)
    var encoder = WebSocketEncoder(role: .server)
    let frame = encoder.close(WebSocketClose(code: 1011, reason: reason))
    guard case .close(let close) = Reception([frame], role: .client).events.first else {
      Issue.record("the close cannot be read")
      return
    }
    #expect(close.code == WebSocketClose.internalError)
    #expect(reason.hasPrefix(close.reason))
    let length = close.reason.utf8.count
    #expect(length <= 123 && length + character.utf8.count > 123)
  }

  @Test func reasonsOf123BytesAreWhole() {
    var encoder = WebSocketEncoder(role: .server)
    let close = WebSocketClose(code: 1000, reason: String(repeating: "あ", count: 41))
    #expect(Reception([encoder.close(close)], role: .client).events == [.close(close)])
  }
}

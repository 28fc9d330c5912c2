import Testing

@testable import FalWebSocket

@Suite("WebSocket: fragments")
struct FragmentationTests {
  @Test func aMessageComesInFragments() throws {
    let text = [RawFrame(0x01, "frag"), RawFrame(0x00, "men"), RawFrame(0x80, "ts")]
    #expect(try #require(Reception(text)).events == [.text("fragments")])
    let binary = [RawFrame(0x02, [1]), RawFrame(0x80, [2]), RawFrame(0x82, [3])]
    #expect(try #require(Reception(binary)).events == [.binary([1, 2]), .binary([3])])
  }

  @Test func fragmentsMayBeEmpty() throws {
    let empty = [RawFrame(0x01), RawFrame(0x00), RawFrame(0x80)]
    #expect(try #require(Reception(empty)).events == [.text("")])
    let middle = [RawFrame(0x01), RawFrame(0x00, "middle"), RawFrame(0x80)]
    #expect(try #require(Reception(middle)).events == [.text("middle")])
  }

  @Test func controlFramesComeBetweenFragments() throws {
    let frames = [
      RawFrame(0x01, "a"), RawFrame(0x89, "1"), RawFrame(0x00, "b"), RawFrame(0x8A, "2"), RawFrame(0x89),
      RawFrame(0x80, "c"),
    ]
    let expected: [WebSocketEvent] = [.ping([0x31]), .pong([0x32]), .ping([]), .text("abc")]
    #expect(try #require(Reception(frames)).events == expected)
  }

  @Test func aCloseComesBetweenFragments() throws {
    let frames = [RawFrame(0x01, "a"), RawFrame(0x88, [0x03, 0xE8]), RawFrame(0x80, "b")]
    let reception = try #require(Reception(frames))
    #expect(reception.events == [.close(WebSocketClose(code: WebSocketClose.normal))])
    #expect(reception.error == nil)
  }

  @Test(arguments: [0x08, 0x09, 0x0A] as [UInt8])
  func controlFramesAreNotFragmented(first: UInt8) throws {
    let reception = try #require(Reception([RawFrame(first), RawFrame(0x80)]))
    #expect(reception.events.isEmpty)
    #expect(reception.error?.close == 1002)
  }

  @Test(arguments: [0x00, 0x80] as [UInt8])
  func nothingGoesOnThatHasNotBegun(first: UInt8) throws {
    let alone = try #require(Reception([RawFrame(first, "x"), RawFrame(0x81, "y")]))
    #expect(alone.events.isEmpty)
    #expect(alone.error?.close == 1002)
    let after = try #require(Reception([RawFrame(0x01, "a"), RawFrame(0x80, "b"), RawFrame(first, "c")]))
    #expect(after.events == [.text("ab")])
    #expect(after.error?.close == 1002)
  }

  @Test(arguments: [0x01, 0x02, 0x81, 0x82] as [UInt8])
  func nothingBeginsWithinAMessage(first: UInt8) throws {
    for begin: UInt8 in [0x01, 0x02] {
      let reception = try #require(Reception([RawFrame(begin, "a"), RawFrame(0x89), RawFrame(first, "b")]))
      #expect(reception.events == [.ping([])])
      #expect(reception.error?.close == 1002)
    }
  }
}

import TestSupport
import Testing

@testable import FalCore

@Suite("Server-sent events")
struct ServerSentEventTests {
  private func parse(_ text: String) -> [ServerSentEvent] {
    var parser = ServerSentEventParser()
    let events = parser.append(text.utf8)
    return events + [parser.finish()].compactMap(\.self)
  }

  @Test(
    "What the standard says",
    arguments: [
      ("data: a\n\n", ["a"]), ("data:a\n\n", ["a"]), ("data:  a\n\n", [" a"]), ("data: a\ndata: b\n\n", ["a\nb"]),
      ("data: a\r\n\r\ndata: b\r\n\r\n", ["a", "b"]), ("data: a\r\rdata: b\r\r", ["a", "b"]),
      (": comment\n\ndata: a\n\n", ["a"]), ("event: x\n\n", []), ("data\n\n", [""]), ("data:\n\n", [""]),
      ("id: 1\nretry: 2\nfoo: x\ndata: a\n\n", ["a"]), ("\u{FEFF}data: a\n\n", ["a"]), ("data: a\n\n\n\n", ["a"]),
      ("data: ä→😀\n\n", ["ä→😀"]), ("data: a", ["a"]), ("data: a\n", ["a"]), ("", []), ("\n\n", []),
      ("xdata: a\n\n", []),
    ]
  )
  func standard(text: String, data: [String]) {
    #expect(parse(text).map(\.data) == data)
  }

  @Test("Events have names")
  func names() {
    #expect(parse("event: x\ndata: a\n\ndata: b\n\n").map(\.name) == ["x", "message"])
  }

  @Test("However the bytes are cut, the events are the same; and any bytes are survived", arguments: 0..<200)
  func cuts(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    let parts = [
      "data: ", "data:", "event: ", "\n", "\r", "\r\n", "\n\n", ":", "ä", "😀", "a", " ", "{\"a\":1}", "\u{0}", "id: x",
    ]
    var bytes: [UInt8] = []
    for _ in 0..<40 {
      bytes += Array((parts.randomElement(using: &random) ?? "").utf8)
      if Int.random(in: 0..<20, using: &random) == 0 { bytes.append(UInt8.random(in: .min ... .max, using: &random)) }
    }
    var whole = ServerSentEventParser()
    let expected = whole.append(bytes) + [whole.finish()].compactMap(\.self)
    var parser = ServerSentEventParser()
    var events: [ServerSentEvent] = []
    var rest = bytes[...]
    while !rest.isEmpty {
      let piece = rest.prefix(Int.random(in: 1...7, using: &random))
      rest = rest.dropFirst(piece.count)
      events += parser.append(piece)
    }
    events += [parser.finish()].compactMap(\.self)
    #expect(events == expected)
  }
}

import FalCore
import FalRealtime
import Foundation
import TestSupport
import Testing

@Suite("MessagePack: JSON")
struct MessagePackJSONTests {
  @Test(
    "JSON becomes what it says",
    arguments: [
      ("null", .nil), ("true", .bool(true)), ("\"é\"", .string("é")), ("0", .integer(0)), ("-5", .integer(-5)),
      ("1.0", .double(1)), ("1e2", .double(100)), ("0.1", .double(0.1)),
      ("9223372036854775807", .integer(.max)), ("-9223372036854775808", .integer(.min)),
      ("9223372036854775808", .unsigned(1 << 63)), ("18446744073709551615", .unsigned(.max)),
      ("18446744073709551616", .double(18_446_744_073_709_551_616)), ("-9223372036854775809", .double(-0x1p63)),
      ("1e400", .double(.infinity)), ("[1,[]]", .array([.integer(1), .array([])])),
      (#"{"b":1,"a":{}}"#, .named(("b", .integer(1)), ("a", .map([])))),
    ] as [(String, MessagePack)]
  )
  func fromJSON(text: String, value: MessagePack) throws {
    #expect(MessagePack(try JSON(parsing: text)) == value)
  }

  @Test("A negative zero keeps its sign")
  func negativeZero() throws {
    #expect(MessagePack(try JSON(parsing: "-0.0")).double?.sign == .minus)
    #expect(MessagePack(try JSON(parsing: "-0")).double?.sign == .minus)
  }

  @Test(
    "Values become JSON",
    arguments: [
      (.nil, "null"), (.bool(false), "false"), (.integer(.min), "-9223372036854775808"),
      (.unsigned(.max), "18446744073709551615"), (.float(0.1), "0.1"), (.float(16_777_216), "16777216.0"),
      (.float(.greatestFiniteMagnitude), "3.4028235e+38"), (.double(0.1), "0.1"), (.double(.nan), "null"),
      (.float(.nan), "null"), (.float(-.infinity), "null"), (.double(.infinity), "null"), (.string("a"), #""a""#),
      (.binary([1, 2, 3]), #""data:application/octet-stream;base64,AQID""#),
      (.extended(type: -1, [90, 74, 246, 165]), #"{"type":-1,"data":"Wkr2pQ=="}"#),
      (.array([.integer(1), .nil]), "[1,null]"),
      (.named(("a", .integer(1)), ("b", .nil), ("a", .integer(2))), #"{"a":2,"b":null}"#),
    ] as [(MessagePack, String)]
  )
  func toJSON(value: MessagePack, text: String) {
    #expect(value.json.text() == text)
  }

  @Test("Keys that are no texts become text")
  func keys() {
    let keys: [MessagePack] = [
      .integer(1), .nil, .bool(true), .double(0.5), .binary([0]), .array([.string("x"), .array([.nil])]),
      .map([.init(.map([]), .nil)]),
    ]
    let value = MessagePack.map(keys.map { .init($0, .nil) })
    #expect(
      value.json.object?.names == [
        "1", "null", "true", "0.5", "data:application/octet-stream;base64,AA==", #"["x",null]"#, #"{"null":null}"#,
      ]
    )
  }

  @Test("Keys within keys do not grow at every level")
  func nestedKeys() throws {
    let bytes = [UInt8](repeating: 0x81, count: 100) + [UInt8](repeating: 0xC0, count: 101)
    let value = try MessagePack(decoding: bytes)
    #expect(value.json.text().utf8.count < 100)
  }

  @Test("A file's bytes become its address")
  func files() {
    let image = MessagePack.named(
      ("content_type", .string("image/jpeg")),
      ("content", .binary([255, 216])),
      ("width", .integer(4))
    )
    #expect(
      MessagePack.named(("images", .array([image]))).json.text()
        == #"{"images":[{"content_type":"image/jpeg","content":"data:image/jpeg;base64,/9g=","url":"data:image/jpeg;base64,/9g=","width":4}]}"#
    )
  }

  @Test("An address that is null is no address; another one stays")
  func addresses() {
    let content = MessagePack.binary([0])
    let data = "data:application/octet-stream;base64,AA=="
    #expect(MessagePack.named(("url", .nil), ("content", content)).json["url"].string == data)
    #expect(
      MessagePack.named(("content", content), ("url", .nil)).json.text()
        == "{\"content\":\"\(data)\",\"url\":\"\(data)\"}"
    )
    #expect(
      MessagePack.named(("content", content), ("url", .string("u"))).json.text()
        == "{\"content\":\"\(data)\",\"url\":\"u\"}"
    )
    #expect(MessagePack.named(("content", .string("text"))).json.text() == #"{"content":"text"}"#)
  }

  @Test(
    "A type that would damage the address is not taken over",
    arguments: [
      ("audio/wav; rate=8000", "audio/wav;rate=8000"), ("image/svg+xml", "image/svg+xml"),
      ("image/png,x", "application/octet-stream"), ("", "application/octet-stream"),
      ("png", "application/octet-stream"),
      ("a/b#c", "application/octet-stream"), ("ä/b", "application/octet-stream"), ("a/b\n", "application/octet-stream"),
    ]
  )
  func types(type: String, written: String) {
    let file = MessagePack.named(("content", .binary([])), ("content_type", .string(type)))
    #expect(file.json["url"].string == "data:\(written);base64,")
  }

  @Test("JSON comes back as it was")
  func roundTrip() throws {
    let text = #"{"a":[1,-2,3.5,18446744073709551615,1.0,null,true,"é"],"b":{"c":{}},"content":"x","type":[]}"#
    let json = try JSON(parsing: text)
    #expect(try MessagePack(decoding: MessagePack(json).encoded()).json.text() == text)
  }

  @Test("Whatever can be read is JSON that can be read")
  func depth() throws {
    let deepest = MessagePack.nested(.extended(type: 1, []), levels: MessagePack.maximumDepth)
    let json = try MessagePack(decoding: deepest.encoded()).json
    #expect(try JSON(parsing: json.text()) == json)
    #expect(json == MessagePack.nested(.nil, levels: MessagePack.maximumDepth).json)
    let shallower = MessagePack.nested(.extended(type: 1, []), levels: MessagePack.maximumDepth - 1).json
    #expect(shallower != MessagePack.nested(.nil, levels: MessagePack.maximumDepth - 1).json)
    #expect(try JSON(parsing: shallower.text()) == shallower)
  }
}

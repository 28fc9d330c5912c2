import FalRealtime
import Testing

@Suite("MessagePack: values")
struct MessagePackValueTests {
  private static let answer = MessagePack.named(
    ("images", .array([.named(("content", .binary([1, 2])), ("width", .integer(512)))])),
    ("seed", .unsigned(.max)),
    ("scale", .float(0.5))
  )

  @Test("Parts are found by name and position")
  func parts() {
    let image = Self.answer["images"][0]
    #expect(image["content"].bytes == [1, 2])
    #expect(image["width"].int == 512)
    #expect(Self.answer["seed"].uint64 == .max)
    #expect(Self.answer["scale"].double == 0.5)
    #expect(Self.answer.map?.count == 3)
    #expect(Self.answer["images"].array?.count == 1)
  }

  @Test("What is missing is nil")
  func missing() {
    for value in [Self.answer["x"]["y"][3], Self.answer["images"][1], Self.answer["images"][-1], Self.answer[0]] {
      #expect(value.isNil)
      #expect(value.string == nil && value.int == nil && value.double == nil && value.bool == nil)
      #expect(value.bytes == nil && value.array == nil && value.map == nil && value.uint64 == nil)
    }
    #expect(!Self.answer.isNil)
  }

  @Test("Numbers are given where they fit")
  func numbers() {
    #expect(MessagePack.double(3).int == 3)
    #expect(MessagePack.float(3).int == 3)
    #expect(MessagePack.double(3.5).int == nil)
    #expect(MessagePack.double(.nan).int == nil)
    #expect(MessagePack.unsigned(.max).int == nil)
    #expect(MessagePack.integer(-1).uint64 == nil)
    #expect(MessagePack.double(8).uint64 == 8)
    #expect(MessagePack.float(8).uint64 == 8)
    #expect(MessagePack.integer(-7).double == -7)
    #expect(MessagePack.unsigned(1 << 63).double == 9_223_372_036_854_775_808)
    #expect(MessagePack.bool(true).bool == true)
    #expect(MessagePack.bool(true).int == nil)
  }

  @Test("Equal integers are equal, however they are made")
  func equalIntegers() {
    #expect(MessagePack.integer(5) == .unsigned(5))
    #expect(MessagePack.integer(5).hashValue == MessagePack.unsigned(5).hashValue)
    #expect(MessagePack.integer(-1) != .unsigned(.max))
    #expect(MessagePack.integer(5) != .double(5))
  }

  @Test("A value equals itself, even when it is not a number")
  func notANumber() {
    let signaling = MessagePack.double(.signalingNaN)
    #expect(signaling == .double(.nan))
    #expect(Set([.double(.nan), signaling, .float(.nan), .float(-.nan), .double(0), .double(-0.0)]).count == 3)
    #expect(MessagePack.array([.double(.nan)]) == .array([.double(.nan)]))
    #expect(MessagePack.float(0.5) != .double(0.5))
  }

  @Test("The order of a map counts, and types are not mixed up")
  func differences() {
    let values: [MessagePack] = [
      .nil, .bool(false), .integer(0), .float(0), .double(0), .string(""), .binary([]), .array([]), .map([]),
      .extended(type: 0, []), .extended(type: 1, []), .named(("a", .nil), ("b", .nil)),
      .named(("b", .nil), ("a", .nil)),
    ]
    #expect(Set(values).count == values.count)
  }

  @Test("Values are set in maps")
  func setting() {
    var value = MessagePack.nil
    value["a"] = .integer(1)
    value["b"] = .integer(2)
    value["a"] = .integer(3)
    #expect(value == .named(("a", .integer(3)), ("b", .integer(2))))
    value["b"]["c"] = .bool(true)
    #expect(value["b"] == .named(("c", .bool(true))))
    var twice = MessagePack.named(("a", .integer(1)), ("a", .integer(2)))
    #expect(twice["a"] == .integer(2))
    twice["a"] = .nil
    #expect(twice == .named(("a", .integer(1)), ("a", .nil)))
  }
}

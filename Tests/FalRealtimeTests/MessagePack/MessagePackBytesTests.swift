import FalCore
import Testing

@testable import FalRealtime

@Suite("MessagePack: bytes")
struct MessagePackBytesTests {
  /// How many bytes a value takes that begins with a format byte and goes on with zeros.
  private static func length(_ format: UInt8) -> Int? {
    switch format {
    case 0x80...0x8F: 1 + 2 * Int(format & 0x0F)
    case 0x90...0x9F: 1 + Int(format & 0x0F)
    case 0xA0...0xBF: 1 + Int(format & 0x1F)
    case 0xC1: nil
    case 0xC4, 0xCC, 0xD0, 0xD9: 2
    case 0xC5, 0xC7, 0xCD, 0xD1, 0xD4, 0xDA, 0xDC, 0xDE: 3
    case 0xC8, 0xD5: 4
    case 0xC6, 0xCA, 0xCE, 0xD2, 0xDB, 0xDD, 0xDF: 5
    case 0xC9, 0xD6: 6
    case 0xCB, 0xCF, 0xD3: 9
    case 0xD7: 10
    case 0xD8: 18
    default: 1
    }
  }

  @Test("Every format byte is known, and ends where it should")
  func formats() throws {
    for format in UInt8.min...UInt8.max {
      let bytes = [format] + [UInt8](repeating: 0, count: 40)
      guard let length = Self.length(format) else {
        #expect(throws: MessagePackError("0xC1 begins no value", at: 0)) { try MessagePack(decoding: bytes) }
        continue
      }
      let (value, count) = try MessagePack.first(in: bytes[...])
      #expect(count == length)
      let whole = Array(bytes.prefix(length))
      #expect(try MessagePack(decoding: whole) == value)
      #expect(try MessagePack(decoding: value.encoded()) == value)
      for shorter in 0..<length {
        #expect(throws: MessagePackError.self) { try MessagePack(decoding: Array(bytes.prefix(shorter))) }
      }
      let error = #expect(throws: MessagePackError.self) { try MessagePack(decoding: whole + [0]) }
      #expect(error?.offset == length)
    }
  }

  @Test("A value is read from the middle of bytes")
  func first() throws {
    let bytes = [UInt8](hex: "c1 92 01 a161 c1")
    let (value, count) = try MessagePack.first(in: bytes[1...])
    #expect(value == .array([.integer(1), .string("a")]))
    #expect(count == 4)
    #expect(throws: MessagePackError("0xC1 begins no value", at: 0)) { try MessagePack.first(in: bytes[5...]) }
    #expect(throws: MessagePackError.self) { try MessagePack.first(in: bytes[6...]) }
  }

  @Test(
    "Integers take the shortest form there is",
    arguments: [
      (0, "00"), (127, "7f"), (128, "cc80"), (255, "ccff"), (256, "cd0100"), (65535, "cdffff"), (65536, "ce00010000"),
      (4_294_967_295, "ceffffffff"), (4_294_967_296, "cf0000000100000000"), (Int64.max, "cf7fffffffffffffff"),
      (-1, "ff"),
      (-32, "e0"), (-33, "d0df"), (-128, "d080"), (-129, "d1ff7f"), (-32768, "d18000"), (-32769, "d2ffff7fff"),
      (-2_147_483_648, "d280000000"), (-2_147_483_649, "d3ffffffff7fffffff"), (Int64.min, "d38000000000000000"),
    ] as [(Int64, String)]
  )
  func integerBoundaries(value: Int64, form: String) throws {
    #expect(try MessagePack.integer(value).encoded() == [UInt8](hex: form))
    #expect(try MessagePack(decoding: [UInt8](hex: form)) == .integer(value))
    if let positive = UInt64(exactly: value) {
      #expect(try MessagePack.unsigned(positive).encoded() == [UInt8](hex: form))
    }
  }

  /// Lengths, and what texts, bytes, lists, maps and extended values of them begin with.
  static let lengths: [(Int, [String])] = [
    (0, ["a0", "c400", "90", "80", "c700"]), (1, ["a1", "c401", "91", "81", "d4"]),
    (2, ["a2", "c402", "92", "82", "d5"]),
    (3, ["a3", "c403", "93", "83", "c703"]), (4, ["a4", "c404", "94", "84", "d6"]),
    (8, ["a8", "c408", "98", "88", "d7"]),
    (15, ["af", "c40f", "9f", "8f", "c70f"]), (16, ["b0", "c410", "dc0010", "de0010", "d8"]),
    (17, ["b1", "c411", "dc0011", "de0011", "c711"]), (31, ["bf", "c41f", "dc001f", "de001f", "c71f"]),
    (32, ["d920", "c420", "dc0020", "de0020", "c720"]), (255, ["d9ff", "c4ff", "dc00ff", "de00ff", "c7ff"]),
    (256, ["da0100", "c50100", "dc0100", "de0100", "c80100"]),
    (65535, ["daffff", "c5ffff", "dcffff", "deffff", "c8ffff"]),
    (65536, ["db00010000", "c600010000", "dd00010000", "df00010000", "c900010000"]),
  ]

  @Test("Lengths take the shortest form there is", arguments: lengths)
  func lengthBoundaries(count: Int, heads: [String]) throws {
    let bytes = [UInt8](repeating: 0x61, count: count)
    let values: [MessagePack] = [
      .string(String(decoding: bytes, as: UTF8.self)), .binary(bytes), .array(.init(repeating: .nil, count: count)),
      .map(.init(repeating: .init(.integer(1), .nil), count: count)), .extended(type: 7, bytes),
    ]
    for (value, head) in zip(values, heads) {
      let written = try value.encoded()
      #expect(written.starts(with: [UInt8](hex: head)))
      #expect(try MessagePack(decoding: written) == value)
    }
  }

  @Test("A length that the format cannot express is an error")
  func tooLong() throws {
    var encoder = MessagePackEncoder()
    try encoder.writeLength(Int(UInt32.max), nil, 0xDC, 0xDD)
    #expect(encoder.bytes == [UInt8](hex: "ddffffffff"))
    let error = #expect(throws: MessagePackError.self) {
      try encoder.writeLength(Int(UInt32.max) + 1, nil, 0xDC, 0xDD)
    }
    #expect(error?.offset == 5)
  }

  @Test(
    "Bits of floating-point numbers are kept",
    arguments: ["ca80000000", "ca7fa00001", "cb8000000000000000", "cb7ff4000000000001"]
  )
  func floatBits(form: String) throws {
    let bytes = [UInt8](hex: form)
    #expect(try MessagePack(decoding: bytes).encoded() == bytes)
  }

  @Test(
    "A text that is not UTF-8 is an error that says where",
    arguments: ["80", "ff", "c0af", "c3", "e28041", "eda080", "f4908080", "f09f98", "f09f9861"]
  )
  func invalidText(form: String) {
    let text = [UInt8](hex: form)
    let bytes = [0x92, 0x01, 0xD9, UInt8(text.count)] + text
    #expect(throws: MessagePackError("a text is not UTF-8", at: 2)) { try MessagePack(decoding: bytes) }
  }

  @Test("A text may hold the replacement character, and zeros")
  func oddTexts() throws {
    for text in ["\u{FFFD}", "a\0b", "\u{FEFF}"] {
      let bytes = try MessagePack.string(text).encoded()
      #expect(try MessagePack(decoding: bytes).string.map { Array($0.utf8) } == Array(text.utf8))
    }
  }

  @Test(
    "Claims that nothing stands behind fail at once",
    arguments: [
      "ddffffffff", "ddffffffff0000000000", "dfffffffff0000000000", "dcffff00", "deffff0000", "9f00", "8100",
      "c6ffffffff00",
      "dbffffffff00", "c9ffffffff0000", "bf", "c7ff00", "d800", "de0003c0c0c0c0c0",
    ]
  )
  func claims(form: String) {
    #expect(throws: MessagePackError.self) { try MessagePack(decoding: [UInt8](hex: form)) }
  }

  @Test("Claims within claims fail as soon as one cannot be kept")
  func nestedClaims() {
    for format: UInt8 in [0xDD, 0xDF] {
      // Each of these could be kept when it is read alone.
      let bytes = (0..<100).flatMap {
        [format, 0, 0, 0x10, 0] as [UInt8] + ($0 % 2 == 0 && format == 0xDF ? [0xC0] : [])
      }
      let error = #expect(throws: MessagePackError.self) {
        try MessagePack(decoding: bytes + [UInt8](repeating: 0xC1, count: 10_000))
      }
      #expect(error?.message == "0xC1 begins no value")
    }
  }

  @Test("Nesting is limited, not crashed into")
  func depth() throws {
    let deepest = MessagePack.nested(.nil, levels: MessagePack.maximumDepth)
    let bytes = try deepest.encoded()
    #expect(try MessagePack(decoding: bytes) == deepest)
    let error = #expect(throws: MessagePackError.self) { try MessagePack(decoding: [0x91] + bytes) }
    #expect(error?.offset == MessagePack.maximumDepth)
    let deeper = MessagePack.nested(.nil, levels: MessagePack.maximumDepth + 1)
    #expect(#expect(throws: MessagePackError.self) { try deeper.encoded() } == error)
    for bomb: [UInt8] in [[0x91], [0x81], [0x81, 0xC0], [0xDC, 0, 1], [0xDF, 0, 0, 0, 1]] {
      let bytes = (0..<1_000_000 / bomb.count).flatMap { _ in bomb }
      let error = #expect(throws: MessagePackError.self) { try MessagePack(decoding: bytes) }
      #expect(error?.message == "lists and maps are nested deeper than \(MessagePack.maximumDepth) levels")
    }
  }

  @Test("Many small lists beside each other are no nesting")
  func siblings() throws {
    let value = MessagePack.array(.init(repeating: .array([.map([]), .nil]), count: 1000))
    #expect(try MessagePack(decoding: value.encoded()) == value)
  }

  @Test("Errors say where and what")
  func descriptions() {
    #expect(MessagePackError("a text is not UTF-8", at: 17).description == "byte 17: a text is not UTF-8")
    let error = #expect(throws: MessagePackError.self) { try MessagePack(decoding: [0x92, 0x01, 0xC4, 0x05, 0x00]) }
    #expect(error?.description == "byte 4: the bytes end too early: of 5 there are 1")
  }

  @Test("Large content is read and written whole")
  func large() throws {
    let content = (0..<3_000_000).map { UInt8(truncatingIfNeeded: $0) }
    let value = MessagePack.named(("content", .binary(content)))
    let bytes = try value.encoded()
    #expect(bytes.count == content.count + 14)
    #expect(try MessagePack(decoding: bytes)["content"].bytes == content)
  }
}

import FalRealtime
import Testing

/// What msgpack-test-suite knows: values, and all the bytes that may stand for each.
@Suite("MessagePack: vectors")
struct MessagePackVectorTests {
  static let integers: [(String, String)] = [
    ("0", "00 cc00 cd0000 ce00000000 cf0000000000000000 d000 d10000 d200000000 d30000000000000000"),
    ("1", "01 cc01 cd0001 ce00000001 cf0000000000000001 d001 d10001 d200000001 d30000000000000001"),
    ("127", "7f cc7f cd007f ce0000007f cf000000000000007f d07f d1007f d20000007f d3000000000000007f"),
    ("128", "cc80 cd0080 ce00000080 cf0000000000000080 d10080 d200000080 d30000000000000080"),
    ("255", "ccff cd00ff ce000000ff cf00000000000000ff d100ff d2000000ff d300000000000000ff"),
    ("256", "cd0100 ce00000100 cf0000000000000100 d10100 d200000100 d30000000000000100"),
    ("65535", "cdffff ce0000ffff cf000000000000ffff d20000ffff d3000000000000ffff"),
    ("65536", "ce00010000 cf0000000000010000 d200010000 d30000000000010000"),
    ("2147483647", "ce7fffffff cf000000007fffffff d27fffffff d3000000007fffffff"),
    ("2147483648", "ce80000000 cf0000000080000000 d30000000080000000"),
    ("4294967295", "ceffffffff cf00000000ffffffff d300000000ffffffff"),
    ("-1", "ff d0ff d1ffff d2ffffffff d3ffffffffffffffff"),
    ("-32", "e0 d0e0 d1ffe0 d2ffffffe0 d3ffffffffffffffe0"),
    ("-33", "d0df d1ffdf d2ffffffdf d3ffffffffffffffdf"),
    ("-128", "d080 d1ff80 d2ffffff80 d3ffffffffffffff80"),
    ("-256", "d1ff00 d2ffffff00 d3ffffffffffffff00"),
    ("-32768", "d18000 d2ffff8000 d3ffffffffffff8000"),
    ("-65536", "d2ffff0000 d3ffffffffffff0000"),
    ("-2147483648", "d280000000 d3ffffffff80000000"),
    ("4294967296", "cf0000000100000000 d30000000100000000"),
    ("-4294967296", "d3ffffffff00000000"),
    ("281474976710656", "cf0001000000000000 d30001000000000000"),
    ("-281474976710656", "d3ffff000000000000"),
    ("9223372036854775807", "d37fffffffffffffff cf7fffffffffffffff"),
    ("-9223372036854775807", "d38000000000000001"),
    ("9223372036854775808", "cf8000000000000000"),
    ("-9223372036854775808", "d38000000000000000"),
    ("18446744073709551615", "cfffffffffffffffff"),
  ]

  static let floats: [(Double, String)] = [
    (0, "ca00000000 cb0000000000000000"),
    (1, "ca3f800000 cb3ff0000000000000"),
    (2147483648, "ca4f000000 cb41e0000000000000"),
    (4294967295, "cb41efffffffe00000"),
    (-1, "cabf800000 cbbff0000000000000"),
    (-32, "cac2000000 cbc040000000000000"),
    (-2147483648, "cbc1e0000000000000"),
    (4294967296, "ca4f800000 cb41f0000000000000"),
    (-4294967296, "cbc1f0000000000000"),
    (281474976710656, "ca57800000 cb42f0000000000000"),
    (-281474976710656, "cad7800000 cbc2f0000000000000"),
    (0.5, "ca3f000000 cb3fe0000000000000"),
    (-0.5, "cabf000000 cbbfe0000000000000"),
  ]

  static let timestamps = [
    "d6ff5a4af6a5", "d7ffa1dcd7c85a4af6a5", "d7ffee6b27fc7fffffff", "d6ff80000000",
    "d7ff0000000480000000", "d6ffffffffff", "d7ffee6b27fcffffffff", "d7ff0000000100000000",
    "d7ffee6b27ffffffffff", "c70cff000000000000000400000000", "c70cff00000000ffffffffffffffff",
    "c70cff3b9ac9ffffffffffffffffff",
    "d6ff00000000", "d7ff0000000400000000", "d6ff00000001", "c70cff3b9ac9ffffffffff7c55817f",
    "c70cff00000000ffffffff7c558180", "c70cff00000000fffffff1868b8400", "c70cff3b9ac9ff0000003afff4417f",
  ]

  /// Texts, and what may stand in front of their UTF-8.
  static let texts: [(String, String)] = [
    ("", "a0 d900 da0000 db00000000"), ("a", "a1 d901 da0001 db00000001"),
    ("1234567890123456789012345678901", "bf d91f da001f"), ("12345678901234567890123456789012", "d920 da0020"),
    ("Кириллица", "b2 d912"), ("ひらがな", "ac d90c"), ("한글", "a6 d906"), ("汉字", "a6 d906"), ("漢字", "a6 d906"),
    ("❤", "a3 d903"), ("🍺", "a4 d904"),
  ]

  /// Types and contents, and what may stand in front of the type.
  static let extensions: [(Int8, String, String)] = [
    (1, "10", "d4"), (2, "2021", "d5"), (3, "30313233", "d6"), (4, "4041424344454647", "d7"),
    (5, "505152535455565758595a5b5c5d5e5f", "d8"), (6, "", "c700 c80000 c900000000"),
    (7, "707172", "c703 c80003 c900000003"),
  ]

  static let collections: [(MessagePack, String)] = [
    (.array([]), "90 dc0000 dd00000000"), (.array([.integer(1)]), "9101 dc000101 dd0000000101"),
    (.array([.string("a")]), "91a161 dc0001a161 dd00000001a161"), (.map([]), "80 de0000 df00000000"),
    (.named(("a", .integer(1))), "81a16101 de0001a16101 df00000001a16101"),
    (.named(("a", .string("A"))), "81a161a141 de0001a161a141 df00000001a161a141"),
    (.array([.array([])]), "9190 dc0001dc0000 dd00000001dd00000000"),
    (.array([.map([])]), "9180 dc000180 dd0000000180"),
    (.named(("a", .map([]))), "81a16180 de0001a161de0000 df00000001a161df00000000"),
    (.named(("a", .array([]))), "81a16190 de0001a16190 df00000001a16190"), (.nil, "c0"), (.bool(false), "c2"),
    (.bool(true), "c3"), (.binary([]), "c400 c50000 c600000000"), (.binary([1]), "c40101 c5000101 c60000000101"),
    (.binary([0, 255]), "c40200ff c5000200ff c60000000200ff"),
    (list(15), "9f\(items(15)) dc000f\(items(15)) dd0000000f\(items(15))"),
    (list(16), "dc0010\(items(16)) dd00000010\(items(16))"),
    (.named(("prompt", .string("a cat"))), "81A670726F6D7074A56120636174"),
  ]

  private static func list(_ count: Int64) -> MessagePack { .array((1...count).map(MessagePack.integer)) }

  private static func items(_ count: Int) -> String {
    (1...count).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }

  @Test("Integers are read in all their forms and written in the shortest", arguments: integers)
  func integer(text: String, forms: String) throws {
    let value = try #require(Int64(text).map(MessagePack.integer) ?? UInt64(text).map(MessagePack.unsigned))
    try check(value, forms.split(separator: " ").map { [UInt8](hex: String($0)) })
  }

  @Test("Floating-point numbers keep their width", arguments: floats)
  func float(number: Double, forms: String) throws {
    for form in forms.split(separator: " ") {
      let bytes = [UInt8](hex: String(form))
      let value = try MessagePack(decoding: bytes)
      #expect(value == (bytes[0] == 0xCA ? .float(Float(number)) : .double(number)))
      #expect(value.double == number)
      #expect(try value.encoded() == bytes)
    }
  }

  @Test("Texts are read in all their forms and written in the shortest", arguments: texts)
  func text(text: String, heads: String) throws {
    try check(.string(text), heads.split(separator: " ").map { [UInt8](hex: String($0)) + Array(text.utf8) })
  }

  @Test("Extended values are read in all their forms and written in the shortest", arguments: extensions)
  func extended(type: Int8, content: String, heads: String) throws {
    let bytes = [UInt8](hex: content)
    let forms = heads.split(separator: " ").map { [UInt8](hex: String($0)) + [UInt8(bitPattern: type)] + bytes }
    try check(.extended(type: type, bytes), forms)
  }

  @Test("Times stay extended values", arguments: timestamps)
  func timestamp(form: String) throws {
    let bytes = [UInt8](hex: form)
    let content = bytes.drop { $0 != 0xFF }.dropFirst()
    #expect([4, 8, 12].contains(content.count))
    try check(.extended(type: -1, Array(content)), [bytes])
  }

  @Test("Lists, maps, bytes and words are read in all their forms and written in the shortest", arguments: collections)
  func collection(value: MessagePack, forms: String) throws {
    try check(value, forms.split(separator: " ").map { [UInt8](hex: String($0)) })
  }

  private func check(_ value: MessagePack, _ forms: [[UInt8]]) throws {
    for form in forms { #expect(try MessagePack(decoding: form) == value) }
    let written = try value.encoded()
    #expect(forms.contains(written))
    #expect(written.count == forms.map(\.count).min())
  }
}

import FalCore

/// Values that nobody would send.
enum RandomJSON {
  /// An object with some of these members, and perhaps one that nobody knows.
  static func object(of names: [String], _ random: inout some RandomNumberGenerator) -> JSON {
    var members = JSONObject()
    for name in names + ["unknown"] where Bool.random(using: &random) { members[name] = value(depth: 4, &random) }
    return .object(members)
  }

  private static func value(depth: Int, _ random: inout some RandomNumberGenerator) -> JSON {
    switch Int.random(in: 0..<(depth > 0 ? 9 : 7), using: &random) {
    case 0: return .null
    case 1: return .bool(Bool.random(using: &random))
    case 2: return .number(JSONNumber(Int64.random(in: .min ... .max, using: &random)))
    case 3: return JSONNumber(Double(bitPattern: random.next())).map(JSON.number) ?? 0.5
    case 4: return .number(JSONNumber(Int.random(in: -2...3, using: &random)))
    case 5:
      return .string(
        ["", " ", "@Image1", "16:9", "https://example.com/a", "\u{0}\u{1F600}"].randomElement(using: &random) ?? ""
      )
    case 6: return .string(String(repeating: "a", count: Int.random(in: 0..<5_000, using: &random)))
    case 7: return .array((0..<Int.random(in: 0..<4, using: &random)).map { _ in value(depth: depth - 1, &random) })
    default:
      let names = ["url", "path", "width", "prompt", "x"].shuffled(using: &random).prefix(3)
      return .object(JSONObject(names.map { ($0, value(depth: depth - 1, &random)) }))
    }
  }
}

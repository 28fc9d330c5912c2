/// Reads one JSON text by recursive descent over its bytes.
struct JSONParser {
  /// Room made at first for the items of a list or object; spares most of them a second allocation.
  private static let usualCount = 4

  let bytes: UnsafeBufferPointer<UInt8>
  let rejectsDuplicateNames: Bool
  /// Whether NaN, Infinity and -Infinity are read, as null.
  let readsNonFinite: Bool
  private(set) var nonFiniteCount = 0
  var position = 0
  private var depth = 0

  init(bytes: UnsafeBufferPointer<UInt8>, rejectsDuplicateNames: Bool, readsNonFinite: Bool = false) {
    self.bytes = bytes
    self.rejectsDuplicateNames = rejectsDuplicateNames
    self.readsNonFinite = readsNonFinite
  }

  mutating func parseDocument() throws(JSONParseError) -> JSON {
    skipToDocument()
    let value = try parseValue()
    skipWhitespace()
    guard position == bytes.count else { throw error("expected the end of the text, found \(found())") }
    return value
  }

  /// Moves to the first byte of the text's value.
  mutating func skipToDocument() {
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
    skipWhitespace()
  }

  mutating func parseValue() throws(JSONParseError) -> JSON {
    guard position < bytes.count else { throw error("expected a value, found the end of the text") }
    switch bytes[position] {
    case UInt8(ascii: "\""): return .string(try parseString())
    case UInt8(ascii: "{"): return .object(try parseObject())
    case UInt8(ascii: "["): return .array(try parseArray())
    case UInt8(ascii: "t"): return try parseWord("true", .bool(true))
    case UInt8(ascii: "f"): return try parseWord("false", .bool(false))
    case UInt8(ascii: "n"): return try parseWord("null", .null)
    case UInt8(ascii: "N") where readsNonFinite: return try parseNonFinite("NaN")
    case UInt8(ascii: "I") where readsNonFinite: return try parseNonFinite("Infinity")
    case UInt8(ascii: "-")
    where readsNonFinite && position + 1 < bytes.count && bytes[position + 1] == UInt8(ascii: "I"):
      return try parseNonFinite("-Infinity")
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return .number(try parseNumber())
    default: throw error("expected a value, found \(found())")
    }
  }

  /// Counts levels, so that no text can use up the stack.
  private mutating func descend() throws(JSONParseError) {
    depth += 1
    guard depth <= JSON.maximumDepth else {
      throw error("lists and objects are nested deeper than \(JSON.maximumDepth) levels")
    }
  }

  private mutating func parseObject() throws(JSONParseError) -> JSONObject {
    try descend()
    defer { depth -= 1 }
    var object = JSONObject()
    position += 1
    skipWhitespace()
    if skip(UInt8(ascii: "}")) { return object }
    object.reserveCapacity(Self.usualCount)
    while true {
      let nameStart = position
      let name = try parseName()
      let value = try parseValue()
      if !object.insert(name, value) {
        if rejectsDuplicateNames { throw error("the name \"\(name)\" occurs twice in one object", at: nameStart) }
        object[name] = value
      }
      if try passSeparator(closing: UInt8(ascii: "}")) { return object }
    }
  }

  /// Reads a member's name and moves to its value.
  mutating func parseName() throws(JSONParseError) -> String {
    guard position < bytes.count, bytes[position] == UInt8(ascii: "\"") else {
      throw error("expected a name in double quotes, found \(found())")
    }
    let name = try parseString()
    skipWhitespace()
    guard skip(UInt8(ascii: ":")) else { throw error("expected ':' after a name, found \(found())") }
    skipWhitespace()
    return name
  }

  /// Moves behind a value's comma, to the next one, or behind the bracket that closes the object or list.
  ///
  /// - Returns: Whether it was the bracket.
  mutating func passSeparator(closing bracket: UInt8) throws(JSONParseError) -> Bool {
    skipWhitespace()
    if skip(bracket) { return true }
    guard skip(UInt8(ascii: ",")) else {
      let (kind, bracket) = bracket == UInt8(ascii: "}") ? ("a member", "}") : ("an item", "]")
      throw error("expected ',' or '\(bracket)' after \(kind), found \(found())")
    }
    skipWhitespace()
    return false
  }

  private mutating func parseArray() throws(JSONParseError) -> [JSON] {
    try descend()
    defer { depth -= 1 }
    var items: [JSON] = []
    position += 1
    skipWhitespace()
    if skip(UInt8(ascii: "]")) { return items }
    items.reserveCapacity(Self.usualCount)
    while true {
      items.append(try parseValue())
      if try passSeparator(closing: UInt8(ascii: "]")) { return items }
    }
  }

  private mutating func parseWord(_ word: StaticString, _ value: JSON) throws(JSONParseError) -> JSON {
    let length = word.utf8CodeUnitCount
    let expected = UnsafeBufferPointer(start: word.utf8Start, count: length)
    guard bytes.count - position >= length, bytes[position..<position + length].elementsEqual(expected) else {
      throw error("expected a value, found \(found())")
    }
    position += length
    return value
  }

  private mutating func parseNonFinite(_ word: StaticString) throws(JSONParseError) -> JSON {
    nonFiniteCount += 1
    return try parseWord(word, .null)
  }

  mutating func skipWhitespace() {
    while position < bytes.count {
      switch bytes[position] {
      case UInt8(ascii: " "), UInt8(ascii: "\n"), UInt8(ascii: "\r"), UInt8(ascii: "\t"): position += 1
      default: return
      }
    }
  }

  mutating func skip(_ byte: UInt8) -> Bool {
    guard position < bytes.count, bytes[position] == byte else { return false }
    position += 1
    return true
  }

  func error(_ message: String, at offset: Int? = nil) -> JSONParseError {
    JSONParseError(message, at: offset ?? position, in: bytes)
  }

  /// Names the byte at the current position for an error message.
  func found() -> String {
    guard position < bytes.count else { return "the end of the text" }
    let byte = bytes[position]
    return (0x21..<0x7F).contains(byte)
      ? "'\(Character(UnicodeScalar(byte)))'" : "the byte 0x\(String(byte, radix: 16))"
  }
}

// MARK: - Numbers

extension JSONParser {
  /// Powers of ten that a `Double` holds exactly.
  private static let powersOfTen: [Double] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20,
    1e21, 1e22,
  ]

  private mutating func parseNumber() throws(JSONParseError) -> JSONNumber {
    let start = position
    let isNegative = skip(UInt8(ascii: "-"))
    let firstDigit = position
    var digits: UInt64 = 0
    let wholeDigits = scanDigits(into: &digits)
    guard wholeDigits > 0 else { throw error("expected a digit, found \(found())") }
    if wholeDigits > 1, bytes[firstDigit] == UInt8(ascii: "0") {
      throw error("a number must not start with 0", at: firstDigit)
    }
    var fractionDigits = 0
    var exponent = 0
    var isWhole = true
    if skip(UInt8(ascii: ".")) {
      isWhole = false
      fractionDigits = scanDigits(into: &digits)
      guard fractionDigits > 0 else { throw error("expected a digit after '.', found \(found())") }
    }
    if skip(UInt8(ascii: "e")) || skip(UInt8(ascii: "E")) {
      isWhole = false
      let isNegativeExponent = skip(UInt8(ascii: "-"))
      if !isNegativeExponent { _ = skip(UInt8(ascii: "+")) }
      var value: UInt64 = 0
      let count = scanDigits(into: &value)
      guard count > 0 else { throw error("expected a digit in the exponent, found \(found())") }
      exponent = count > 6 ? 1_000_000 : Int(value)
      if isNegativeExponent { exponent.negate() }
    }

    // 18 digits fit both integer types; anything longer takes the slow, exact way.
    if wholeDigits + fractionDigits <= 18 {
      if isWhole {
        // "-0" is the one whole number that an integer cannot express.
        if digits > 0 || !isNegative { return JSONNumber(.integer(isNegative ? -Int64(digits) : Int64(digits))) }
        return JSONNumber(.floating(-0.0))
      }
      // Digits below 2^53 and an exact power of ten give the correctly rounded result in one operation.
      let scale = exponent - fractionDigits
      if digits < 1 << 53, scale.magnitude < Self.powersOfTen.count {
        let power = Self.powersOfTen[Int(scale.magnitude)]
        let value = scale < 0 ? Double(digits) / power : Double(digits) * power
        return JSONNumber(.floating(isNegative ? -value : value))
      }
    }
    let text = String(decoding: bytes[start..<position], as: UTF8.self)
    if isWhole { return JSONNumber(Int64(text).map(JSONNumber.Storage.integer) ?? .literal(text)) }
    guard let value = Double(text), value.isFinite else { return JSONNumber(.literal(text)) }
    return JSONNumber(.floating(value))
  }

  /// Scans decimal digits, gives their number, and accumulates their value, which is only meaningful up to 19 digits.
  private mutating func scanDigits(into value: inout UInt64) -> Int {
    let start = position
    while position < bytes.count {
      let digit = bytes[position] &- UInt8(ascii: "0")
      guard digit < 10 else { break }
      value = value &* 10 &+ UInt64(digit)
      position += 1
    }
    return position - start
  }
}

/// Passing over values without reading them.
extension JSONParser {
  /// Passes over an object, and calls a function with each name and where its value begins, until that gives `false`.
  mutating func passMembers(_ visit: (String, Int) -> Bool) throws(JSONParseError) {
    guard skip(UInt8(ascii: "{")) else { throw error("expected an object, found \(found())") }
    skipWhitespace()
    if skip(UInt8(ascii: "}")) { return }
    while true {
      let name = try parseName()
      guard visit(name, position) else { return }
      try passValue()
      if try passSeparator(closing: UInt8(ascii: "}")) { return }
    }
  }

  /// Passes over a list, and calls a function with where each item begins.
  mutating func passItems(_ visit: (Int) -> Void) throws(JSONParseError) {
    guard skip(UInt8(ascii: "[")) else { throw error("expected a list, found \(found())") }
    skipWhitespace()
    if skip(UInt8(ascii: "]")) { return }
    while true {
      visit(position)
      try passValue()
      if try passSeparator(closing: UInt8(ascii: "]")) { return }
    }
  }

  private mutating func passValue() throws(JSONParseError) {
    guard position < bytes.count else { throw error("expected a value, found the end of the text") }
    switch bytes[position] {
    case UInt8(ascii: "\""): try passString()
    case UInt8(ascii: "{"), UInt8(ascii: "["): try passBrackets()
    default: try passWord()
    }
  }

  /// Passes over an object or list, whatever is in it; not by recursion, so that no text can use up the stack.
  private mutating func passBrackets() throws(JSONParseError) {
    guard let base = bytes.baseAddress else { return }
    let start = position
    // In local variables, by pointer and with characters as numbers: the plugin's tool runs unoptimised.
    let end = bytes.count
    var current = start
    var open = 0
    while current < end {
      switch base[current] {
      case 0x22:  // "
        position = current
        try passString()
        current = position
        continue
      case 0x7B, 0x5B: open &+= 1  // { [
      case 0x7D, 0x5D: open &-= 1  // } ]
      default: break
      }
      current &+= 1
      if open == 0 {
        position = current
        return
      }
    }
    throw error("a list or object is not closed", at: start)
  }

  private mutating func passString() throws(JSONParseError) {
    position += 1
    while true {
      skipPlainASCII()
      guard position < bytes.count else { throw error("a string is not closed") }
      switch bytes[position] {
      case 0x22:  // "
        position += 1
        return
      case 0x5C: position += 2  // \
      default: position += 1
      }
    }
  }

  /// Passes over a number, `true`, `false` or `null`.
  private mutating func passWord() throws(JSONParseError) {
    let start = position
    while position < bytes.count {
      switch bytes[position] {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "E"),
        UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "."):
        position += 1
        continue
      default: break
      }
      break
    }
    guard position > start else { throw error("expected a value, found \(found())") }
  }
}

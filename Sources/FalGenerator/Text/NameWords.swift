/// The words that a name of the service consists of: `image`, `urls` of `image_urls`.
struct NameWords {
  /// A word, and whether it and the one before it are numbers with a sign for "by" between: the 9 of `16:9`.
  private struct Word {
    var text: String
    var isSecondOfPair: Bool
  }

  private var words: [Word] = []

  init(_ name: String) {
    var current = ""
    // What stands between the current word and the one before; more than one sign counts as a space.
    var separator: Unicode.Scalar?
    for scalar in name.unicodeScalars {
      if Self.isWordScalar(scalar) {
        current.unicodeScalars.append(scalar)
      } else if !Self.isMark(scalar) {
        append(&current, after: &separator)
        separator = separator == nil ? scalar : " "
        if var sign = Self.spoken[scalar] { append(&sign, after: &separator) }
      }
    }
    append(&current, after: &separator)
    if words.isEmpty { words = Self.named(name).map { Word(text: $0, isSecondOfPair: false) } }
    // SHOUTED_NAMES are words like any other.
    let isShouted = !name.unicodeScalars.contains { $0.properties.isLowercase || $0.properties.numericType != nil }
    if words.count > 1, isShouted {
      for position in words.indices { words[position].text = words[position].text.lowercased() }
    }
  }

  /// Adds what stood together, as one word or, where capitals follow small letters, as several.
  private mutating func append(_ text: inout String, after separator: inout Unicode.Scalar?) {
    guard !text.isEmpty else { return }
    for word in Self.split(text) { append(word, after: &separator) }
    text = ""
  }

  /// The words of `startImage` and the like; terms such as `LoRA` are one.
  static func split(_ text: String) -> [String] {
    guard text.utf8.contains(where: { $0 >= 0x41 && $0 <= 0x5A || $0 >= 0x80 }), !Spelling.isWord(text) else {
      return [text]
    }
    var words: [String] = []
    var current = ""
    for scalar in text.unicodeScalars {
      if let last = current.unicodeScalars.last, last.properties.isLowercase, scalar.properties.isUppercase {
        words.append(current)
        current = ""
      }
      current.unicodeScalars.append(scalar)
    }
    return words + [current]
  }

  private mutating func append(_ word: String, after separator: inout Unicode.Scalar?) {
    // Only at the end: `landscape_16_9`, but `base_1_5_model`.
    if !words.isEmpty { words[words.count - 1].isSecondOfPair = false }
    let isPair = Self.isNumber(word) && Self.isNumber(words.last?.text ?? "") && isBy(separator, word)
    words.append(Word(text: word, isSecondOfPair: isPair))
    separator = nil
  }

  /// Whether a sign between two numbers says "by".
  ///
  /// An underscore does in `landscape_16_9`, but not in `1_5` or `44100_128`.
  private func isBy(_ sign: Unicode.Scalar?, _ second: String) -> Bool {
    switch sign {
    case ":", "/", "×": true
    case "_": words.count > 1 && max(second.count, words.last?.text.count ?? 0) <= 2
    default: false
    }
  }

  private static func isNumber(_ text: String) -> Bool {
    !text.isEmpty && text.utf8.allSatisfy(isDigit)
  }

  /// How many words there are.
  var count: Int { words.count }

  /// The words joined as the name of a member: `imageURLs`.
  var lowerCamel: String { joined(capitalizesFirst: false) }

  /// The words joined as the name of a type: `ImageURLs`.
  var upperCamel: String { joined(capitalizesFirst: true) }

  private func joined(capitalizesFirst: Bool) -> String {
    var result = ""
    for word in words {
      if let last = result.utf8.last, let first = word.text.utf8.first, Self.isDigit(last), Self.isDigit(first) {
        result += word.isSecondOfPair ? "x" : "_"
      }
      result += result.isEmpty && !capitalizesFirst ? Self.lowercased(word.text) : Spelling.inside(word.text)
    }
    return result
  }

  private static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }

  private static func isWordScalar(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.isASCII {
      let value = scalar.value
      return value >= 0x30 && value <= 0x39 || value >= 0x41 && value <= 0x5A || value >= 0x61 && value <= 0x7A
    }
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .otherLetter: return true
    default: return false
    }
  }

  /// Whether a character only changes the one before it, like an accent.
  private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.isASCII { return false }
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .spacingMark, .enclosingMark, .format: return true
    default: return false
    }
  }

  /// The first word of a name in lower camel case: `png` of `PNG`, `taPose` of `TAPose`.
  private static func lowercased(_ word: String) -> String {
    if let term = Spelling.first(word) { return term }
    let capitals = word.unicodeScalars.prefix { $0.properties.isUppercase }.count
    let count = word.unicodeScalars.count
    // The last capital begins the next word, unless nothing but digits follows.
    let rest = word.unicodeScalars.dropFirst(capitals)
    let keepsLast = capitals > 1 && rest.contains { $0.properties.isLowercase }
    let lower = capitals == count ? count : keepsLast ? capitals - 1 : capitals
    return String(word.unicodeScalars.prefix(lower)).lowercased() + String(word.unicodeScalars.dropFirst(lower))
  }

  /// Signs that tell names apart: `dpm++`.
  private static let spoken: [Unicode.Scalar: String] = ["+": "Plus", "&": "And", "%": "Percent", "#": "Sharp"]

  /// Words for a name without letters and digits: the names that Unicode gives its characters.
  private static func named(_ name: String) -> [String] {
    let names = name.unicodeScalars.prefix(3).map { scalar in
      scalar.properties.name?.lowercased() ?? "u\(String(scalar.value, radix: 16))"
    }
    let words = names.flatMap { $0.split { !$0.isASCII || !$0.isLetter && !$0.isNumber }.map(String.init) }
    return words.isEmpty ? ["empty"] : words
  }
}

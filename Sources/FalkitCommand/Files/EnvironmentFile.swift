/// A file with variables, as programs have them beside their sources: `NAME=value` per line.
///
/// Nothing in it is run, and nothing replaced by anything else.
struct EnvironmentFile {
  private(set) var values: [String: String] = [:]

  /// Reads a text; lines that hold no variable are passed over, and of two of the same name the last one counts.
  init(_ bytes: [UInt8]) {
    for line in String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline) {
      // Editors on Windows put a mark of byte order in front.
      var rest = line.drop { $0 == " " || $0 == "\t" || $0 == "\u{FEFF}" }
      if rest.hasPrefix("export "), let name = rest.dropFirst(7).firstIndex(where: { $0 != " " }) {
        rest = rest[name...]
      }
      guard let sign = rest.firstIndex(of: "=") else { continue }
      let name = rest[..<sign].reversed().drop { $0 == " " }.reversed()
      guard !name.isEmpty, name.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }) else {
        continue
      }
      if let value = Self.value(rest[rest.index(after: sign)...].drop { $0 == " " }) { values[String(name)] = value }
    }
  }

  /// What stands behind the sign; `nil` when its quotation does not end.
  private static func value(_ text: Substring) -> String? {
    guard let quote = text.first, quote == "'" || quote == "\"" else {
      let plain = text.firstRange(of: " #").map { text[..<$0.lowerBound] } ?? text
      return plain.hasPrefix("#") ? "" : String(plain.reversed().drop { $0 == " " || $0 == "\t" }.reversed())
    }
    var value = ""
    var rest = text.dropFirst()
    while let character = rest.popFirst() {
      if character == quote { return value }
      if character == "\\", quote == "\"", let next = rest.popFirst() {
        value.append(next == "n" ? "\n" : next)
      } else {
        value.append(character)
      }
    }
    return nil
  }
}

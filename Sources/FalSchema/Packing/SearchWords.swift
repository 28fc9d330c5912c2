/// Splits text into the words that searching compares.
package enum SearchWords {
  /// The words of a text, in lower case, without their endings, and `text-to-image` and its like as one word too.
  package static func of(_ text: String) -> [String] {
    let plain = split(text)
    var words = plain.filter { $0 != "to" }.map(stem)
    for (position, word) in plain.enumerated() where word == "to" && position > 0 && position + 1 < plain.count {
      words.append(conversion(plain[position - 1], plain[position + 1]))
    }
    return words
  }

  /// The word for turning one thing into another.
  package static func conversion(_ from: String, _ to: String) -> String { "\(from)-to-\(to)" }

  /// The lower-case runs of letters and digits in a text.
  package static func split(_ text: String) -> [String] {
    var words: [String] = []
    var word: [UInt8] = []
    func isWordByte(_ byte: UInt8) -> Bool {
      byte >= 0x80 || (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte) || (0x41...0x5A).contains(byte)
    }
    for byte in text.utf8 {
      if isWordByte(byte) {
        word.append((0x41...0x5A).contains(byte) ? byte | 0x20 : byte)
      } else if !word.isEmpty {
        words.append(String(decoding: word, as: UTF8.self))
        word.removeAll(keepingCapacity: true)
      }
    }
    if !word.isEmpty { words.append(String(decoding: word, as: UTF8.self)) }
    return words
  }

  /// The part that `upscale`, `upscaler` and `upscaling`, or `remove` and `removal`, have in common.
  package static func stem(_ word: String) -> String {
    guard word.utf8.count > 4 else { return word }
    for ending in [
      "ations", "ation", "ings", "ing", "ions", "ion", "ers", "er", "ors", "or", "als", "al", "ed", "es", "s", "e",
    ]
    where word.hasSuffix(ending) && word.utf8.count - ending.utf8.count >= 4 {
      return String(word.dropLast(ending.count))
    }
    return word
  }
}

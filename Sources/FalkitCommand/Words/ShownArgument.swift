import FalSystem

/// A word of a command line, as messages repeat it.
enum ShownArgument {
  private static let replacement = "(a key, which is not shown)"

  /// The word in quotes; of what looks like a key, only that it does, because messages are kept and sent to others.
  static func quoted(_ word: String) -> String { withoutKeys(word) == word ? "'\(word)'" : replacement }

  /// A message without what looks like a key, or is the one in the environment: a key in a wrong place of a command line is
  /// repeated by many.
  static func withoutKeys(_ message: String) -> String {
    var message = message
    for name in ["FAL_KEY", "FAL_KEY_SECRET", "MATON_API_KEY"] {
      if let key = ProcessEnvironment.value(name), key.utf8.count >= 12, message.contains(key) {
        message = message.split(separator: key, omittingEmptySubsequences: false).joined(separator: replacement)
      }
    }
    guard message.contains(":") else { return message }
    var result = ""
    var rest = message[...]
    while let colon = rest.firstIndex(of: ":") {
      let first = rest[..<colon].suffixOfKey
      let after = rest[rest.index(after: colon)...]
      let second = after.prefix { $0.isHexDigit || $0 == "-" }
      if first.utf8.count >= 8, second.utf8.count >= 8 {
        result += rest[..<first.startIndex] + replacement
        rest = after[second.endIndex...]
      } else {
        result += rest[...colon]
        rest = after
      }
    }
    return result + rest
  }
}

extension Substring {
  /// What it ends with of which half a key is made.
  fileprivate var suffixOfKey: Substring {
    var start = endIndex
    while start > startIndex, case let before = index(before: start), self[before].isHexDigit || self[before] == "-" {
      start = before
    }
    return self[start...]
  }
}

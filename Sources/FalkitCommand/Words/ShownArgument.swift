/// A word of a command line, as messages repeat it.
enum ShownArgument {
  /// The word in quotes; of what looks like a key, only that it does, because messages are kept and sent to others.
  static func quoted(_ word: String) -> String { looksLikeKey(word) ? "(a key, which is not shown)" : "'\(word)'" }

  private static func looksLikeKey(_ word: String) -> Bool {
    let halves = word.split(separator: ":", omittingEmptySubsequences: false)
    return halves.count == 2
      && halves.allSatisfy { half in
        half.utf8.count >= 8 && half.allSatisfy { $0.isHexDigit || $0 == "-" }
      }
  }
}

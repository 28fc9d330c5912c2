/// Splits a line as a POSIX shell does.
enum ShellWords {
  /// The words; `nil` when the shell would do more than split, or finds a quotation mark that is not closed.
  static func split(_ line: String) -> [String]? {
    var words: [String] = []
    var word: String?
    var rest = line.unicodeScalars[...]
    while let scalar = rest.popFirst() {
      switch scalar {
      case " ", "\t":
        if let whole = word { words.append(whole) }
        word = nil
      case "'":
        guard let end = rest.firstIndex(of: "'") else { return nil }
        word = (word ?? "") + String(rest[..<end])
        rest = rest[rest.index(after: end)...]
      case "\\":
        guard let next = rest.popFirst(), next != "\n" else { return nil }
        word = (word ?? "") + String(next)
      case "|", "&", ";", "<", ">", "(", ")", "$", "`", "\"", "\n", "*", "?", "[", "]", "#", "~", "{", "}", "!", "^":
        return nil
      default: word = (word ?? "") + String(scalar)
      }
    }
    if let word { words.append(word) }
    return words
  }
}

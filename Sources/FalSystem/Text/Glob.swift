/// A pattern over texts such as endpoint ids, without regard to case.
///
/// `*` stands for any characters, slashes too, and `?` for one.
package struct Glob: Sendable, Hashable {
  /// The pattern as it was written.
  package let pattern: String

  private let bytes: [UInt8]

  private static let star = UInt8(ascii: "*")
  private static let questionMark = UInt8(ascii: "?")

  /// Creates a pattern.
  package init(_ pattern: String) {
    self.pattern = pattern
    bytes = Array(pattern.lowercased().utf8)
  }

  /// Whether the text has characters that make it a pattern rather than one id.
  package static func isPattern(_ text: String) -> Bool {
    text.utf8.contains { $0 == star || $0 == questionMark }
  }

  /// Whether the whole text fits the pattern.
  package func matches(_ text: String) -> Bool {
    matches(lowercased: Array(text.lowercased().utf8))
  }

  /// Whether a byte at the edge of a text can stand for the one at the edge of a pattern.
  private static func fits(_ pattern: UInt8?, _ text: UInt8?) -> Bool {
    pattern == star || pattern == text || pattern == questionMark && text != nil
  }

  /// Whether a whole text in lower case fits the pattern.
  package func matches(lowercased text: [UInt8]) -> Bool {
    // Most texts are refused by how they begin or end.
    guard Self.fits(bytes.first, text.first), Self.fits(bytes.last, text.last) else { return false }
    var position = 0
    var next = 0
    // Where to go on when the rest does not fit: the last star takes one more character.
    var star: (next: Int, position: Int)?
    while position < text.count {
      if next < bytes.count, bytes[next] == Self.star {
        star = (next + 1, position)
        next += 1
      } else if next < bytes.count, bytes[next] == Self.questionMark || bytes[next] == text[position] {
        next += 1
        position += 1
      } else if let last = star {
        star = (last.next, last.position + 1)
        next = last.next
        position = last.position + 1
      } else {
        return false
      }
    }
    return bytes[next...].allSatisfy { $0 == Self.star }
  }
}

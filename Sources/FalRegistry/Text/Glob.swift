/// A pattern over endpoint ids, without regard to case.
///
/// `*` stands for any characters, slashes too, and `?` for one.
public struct Glob: Sendable, Hashable {
  /// The pattern as it was written.
  public let pattern: String

  private let bytes: [UInt8]
  /// What stands before the first and after the last sign.
  private let head: String
  private let tail: String

  private static let star = UInt8(ascii: "*")
  private static let questionMark = UInt8(ascii: "?")

  /// Creates a pattern.
  public init(_ pattern: String) {
    self.pattern = pattern
    let text = pattern.lowercased()
    bytes = Array(text.utf8)
    head = String(text.prefix { $0 != "*" && $0 != "?" })
    tail = String(text.reversed().prefix { $0 != "*" && $0 != "?" }.reversed())
  }

  /// Whether the text has characters that make it a pattern rather than one id.
  public static func isPattern(_ text: String) -> Bool {
    text.utf8.contains { $0 == star || $0 == questionMark }
  }

  /// Whether the whole text fits the pattern.
  public func matches(_ text: String) -> Bool {
    matches(lowercased: text.lowercased())
  }

  /// Whether a whole text in lower case fits the pattern.
  func matches(lowercased text: String) -> Bool {
    // Most texts are refused by how they begin or end.
    guard text.hasPrefix(head), text.hasSuffix(tail) else { return false }
    let text = Array(text.utf8)
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

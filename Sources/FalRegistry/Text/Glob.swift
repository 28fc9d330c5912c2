/// A pattern over endpoint ids: `*` stands for any characters (slashes too), `?` for one. Case does not matter.
public struct Glob: Sendable, Hashable {
  /// The pattern as it was written.
  public let pattern: String

  private let characters: [Character]

  /// Creates a pattern.
  public init(_ pattern: String) {
    self.pattern = pattern
    characters = Array(pattern.lowercased())
  }

  /// Whether the text has characters that make it a pattern rather than one id.
  public static func isPattern(_ text: String) -> Bool {
    text.contains("*") || text.contains("?")
  }

  /// Whether the whole text fits the pattern.
  public func matches(_ text: String) -> Bool {
    let text = Array(text.lowercased())
    var position = 0
    var next = 0
    // Where to go on when the rest does not fit: the last star takes one more character.
    var star: (next: Int, position: Int)?
    while position < text.count {
      if next < characters.count, characters[next] == "*" {
        star = (next + 1, position)
        next += 1
      } else if next < characters.count, characters[next] == "?" || characters[next] == text[position] {
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
    return characters[next...].allSatisfy { $0 == "*" }
  }
}

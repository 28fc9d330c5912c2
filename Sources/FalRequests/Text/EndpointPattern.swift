import FalCore

/// A pattern over endpoint ids, without regard to case: `*` stands for any characters, slashes too, and `?` for one.
struct EndpointPattern: Sendable {
  private let bytes: [UInt8]

  init(_ pattern: String) {
    bytes = Array(pattern.lowercased().utf8)
  }

  func matches(_ endpoint: EndpointID) -> Bool {
    let text = Array(endpoint.description.lowercased().utf8)
    var (position, next) = (0, 0)
    // Where to go on when the rest does not fit: the last star takes one more character.
    var star: (position: Int, next: Int)?
    while position < text.count {
      if next < bytes.count, bytes[next] == UInt8(ascii: "*") {
        star = (position, next + 1)
        next += 1
      } else if next < bytes.count, bytes[next] == UInt8(ascii: "?") || bytes[next] == text[position] {
        position += 1
        next += 1
      } else if let last = star {
        star = (last.position + 1, last.next)
        (position, next) = (last.position + 1, last.next)
      } else {
        return false
      }
    }
    return bytes[next...].allSatisfy { $0 == UInt8(ascii: "*") }
  }
}

import FalCore

/// An endpoint id, or a pattern over ids: `*` stands for any characters, slashes too, and `?` for one.
///
/// Unlike where users search for models, case matters: what is allowed must be what was written.
struct EndpointPattern: Sendable {
  private let bytes: [UInt8]

  private static let star = UInt8(ascii: "*")
  private static let questionMark = UInt8(ascii: "?")

  /// Reads a pattern.
  ///
  /// - Throws: `FalError` of kind `invalidConfiguration` when no endpoint can fit it.
  init(_ text: String) throws(FalError) {
    // One of those that it stands for.
    let example = text.map { $0 == "*" ? "x/x" : $0 == "?" ? "x" : String($0) }.joined()
    guard example.utf8.allSatisfy({ $0.isPlainInAddress || $0 == UInt8(ascii: "/") }),
      (try? EndpointID(example))?.description == example
    else {
      throw FalError(
        .invalidConfiguration,
        "'\(text)' is neither an endpoint id nor a pattern over them, as in fal-ai/flux/dev and fal-ai/flux/**"
      )
    }
    bytes = Array(text.utf8)
  }

  /// Whether the pattern takes an endpoint.
  func matches(_ endpoint: EndpointID) -> Bool {
    positions(after: Array(endpoint.description.utf8)).contains(bytes.count)
  }

  /// Whether there can be an endpoint with this base that the pattern takes: the base itself, or something below it.
  func matchesSomething(under base: String) -> Bool {
    let positions = positions(after: Array(base.utf8))
    return positions.contains(bytes.count) || !step(positions, UInt8(ascii: "/")).isEmpty
  }

  /// The alias of the app when owner and alias are spelled out; nothing else says which apps are meant.
  var alias: Substring? {
    let segments = String(decoding: bytes, as: UTF8.self).split(separator: "/", omittingEmptySubsequences: false)
    let isNamespaced = segments.first.map { ["workflows", "comfy"].contains($0) } ?? false
    let base = segments.prefix(isNamespaced ? 3 : 2)
    guard base.count == (isNamespaced ? 3 : 2), !base.contains(where: { $0.contains("*") || $0.contains("?") }) else {
      return nil
    }
    return base.last
  }

  // MARK: - Matching

  /// Where in the pattern one can be after a text.
  private func positions(after text: [UInt8]) -> Set<Int> {
    text.reduce(passingStars([0])) { step($0, $1) }
  }

  private func step(_ positions: Set<Int>, _ byte: UInt8) -> Set<Int> {
    var next: Set<Int> = []
    for position in positions where position < bytes.count {
      switch bytes[position] {
      case Self.star: next.insert(position)
      case Self.questionMark, byte: next.insert(position + 1)
      default: break
      }
    }
    return passingStars(next)
  }

  /// A star may stand for nothing.
  private func passingStars(_ positions: Set<Int>) -> Set<Int> {
    var all = positions
    for var position in positions {
      while position < bytes.count, bytes[position] == Self.star {
        position += 1
        all.insert(position)
      }
    }
    return all
  }
}

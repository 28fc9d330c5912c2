import FalCore
import FalSystem

/// The parts of an address that a client wants to have asked, none of which can be read in two ways.
struct TargetAddress: Sendable {
  /// Scheme, host and port.
  let server: HTTPAddress
  /// What follows them, up to the question mark.
  let path: Substring
  /// What follows the question mark.
  let query: Substring?

  /// Longer than any that clients make.
  private static let longest = 8192

  /// Reads an address; `nil` when it is not one of http or https, holds a user or a fragment, or characters that no
  /// address has.
  init?(_ text: String) {
    guard text.utf8.count <= Self.longest,
      text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && !#"#\"<>^`{|}"#.utf8.contains($0) }),
      let authority = text.firstRange(of: "://")?.upperBound
    else { return nil }
    let end = text[authority...].firstIndex { $0 == "/" || $0 == "?" } ?? text.endIndex
    guard !text[authority..<end].contains("@"), let server = HTTPAddress(String(text[..<end])) else { return nil }
    self.server = server
    let question = text[end...].firstIndex(of: "?")
    path = text[end..<(question ?? text.endIndex)]
    query = question.map { text[text.index(after: $0)...] }
  }

  /// The segments of the path below another; one slash at the end is dropped.
  ///
  /// - Parameters:
  ///   - prefix: The path of the service: nothing, or a slash and something.
  ///   - allowsEscapes: Whether percent signs may stand for characters that mean nothing in a path.
  /// - Returns: The segments; `nil` when the path is not below the other, or a server might read it otherwise than it
  /// is written.
  func segments(below prefix: String, allowsEscapes: Bool = false) -> [Substring]? {
    guard path.hasPrefix("\(prefix)/") else { return nil }
    var rest = path.dropFirst(prefix.count + 1)
    if rest.hasSuffix("/") { rest.removeLast() }
    let segments = rest.split(separator: "/", omittingEmptySubsequences: false)
    let areClear = segments.allSatisfy { segment in
      !segment.isEmpty && segment != "." && segment != ".." && Self.isClear(segment, allowsEscapes: allowsEscapes)
    }
    return areClear ? segments : nil
  }

  private static func isClear(_ segment: Substring, allowsEscapes: Bool) -> Bool {
    guard allowsEscapes else { return segment.utf8.allSatisfy(\.isPlainInAddress) }
    guard let decoded = PercentCoding.decodeIfWellFormed(segment.utf8) else { return false }
    // An encoded dot may make a segment that leads elsewhere.
    let dot = UInt8(ascii: ".")
    return decoded.allSatisfy { $0 >= 0x20 && $0 != 0x7F && !#"/\%"#.utf8.contains($0) }
      && decoded.lazy.filter { $0 == dot }.count == segment.utf8.lazy.filter { $0 == dot }.count
  }
}

extension UInt8 {
  /// Whether it is a letter, a digit, or one of `-`, `.`, `_` and `~`, which are themselves everywhere in an address
  /// (RFC 3986).
  var isPlainInAddress: Bool {
    switch self {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    default: "-._~".utf8.contains(self)
    }
  }
}

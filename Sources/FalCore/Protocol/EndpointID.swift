/// The name under which fal serves a model: `fal-ai/flux/dev/image-to-image`.
///
/// An id is `[namespace/]owner/alias[/path]`, where only `workflows` and `comfy` are namespaces. Requests are submitted
/// to the whole id, while their status, result and cancellation live under its `base`, without the path.
///
/// ```swift
/// let id: EndpointID = "fal-ai/flux/dev/image-to-image"
/// print(id.base, id.path ?? "-")  // fal-ai/flux dev/image-to-image
/// let typed = try EndpointID(CommandLine.arguments[1])
/// ```
public struct EndpointID: Sendable, Hashable {
  /// `workflows` or `comfy`, where the id starts with one of them.
  package let namespace: String?
  /// The account that publishes the model: `fal-ai`.
  package let owner: String
  /// The app alone: `flux`.
  package let alias: String
  /// What follows the app, of any number of segments: `dev/image-to-image`.
  public let path: String?

  private static let namespaces: Set<Substring> = ["workflows", "comfy"]

  /// Reads an id, as a user or a server wrote it.
  ///
  /// One slash in front and one at the end are dropped. The old form `110602490-lcm`, digits and an alias without any
  /// slash, becomes `110602490/lcm`. Ids are case sensitive.
  ///
  /// - Throws: `FalError` of kind `invalidInput` for everything that cannot be an id, web addresses included.
  public init(_ text: String) throws(FalError) {
    func invalid(_ reason: String) -> FalError {
      FalError(.invalidInput, "'\(text)' is not an endpoint id: \(reason); an id looks like fal-ai/flux/dev")
    }

    if text.contains("://") { throw invalid("this is a web address") }
    var trimmed = text[...]
    if trimmed.hasPrefix("/") { trimmed.removeFirst() }
    if trimmed.hasSuffix("/") { trimmed.removeLast() }
    var segments = trimmed.split(separator: "/", omittingEmptySubsequences: false)
    if segments.count == 1, let legacy = Self.legacySegments(trimmed) { segments = legacy }

    for segment in segments {
      if segment.isEmpty { throw invalid(trimmed.isEmpty ? "it is empty" : "it has an empty segment") }
      if segment == "." || segment == ".." { throw invalid("it has the segment '\(segment)'") }
      if let character = segment.unicodeScalars.first(where: { !Self.isAllowed($0) }) {
        throw invalid("it contains \(Self.describe(character))")
      }
    }
    let namespace = segments.first.flatMap { Self.namespaces.contains($0) ? $0 : nil }
    let rest = segments.dropFirst(namespace == nil ? 0 : 1)
    guard rest.count >= 2 else {
      throw invalid(
        namespace == nil ? "the owner or the name is missing" : "owner and name must follow '\(segments[0])'"
      )
    }
    self.namespace = namespace.map(String.init)
    owner = String(rest[rest.startIndex])
    alias = String(rest[rest.startIndex + 1])
    path = rest.count > 2 ? rest.dropFirst(2).joined(separator: "/") : nil
  }

  /// The id without its path, under which requests are followed: `fal-ai/flux` of `fal-ai/flux/dev`.
  public var base: String {
    [namespace, owner, alias].compactMap(\.self).joined(separator: "/")
  }

  /// Digits, a hyphen and an alias: the form of ids before owners had names.
  private static func legacySegments(_ text: Substring) -> [Substring]? {
    guard let hyphen = text.firstIndex(of: "-") else { return nil }
    let number = text[..<hyphen]
    let alias = text[text.index(after: hyphen)...]
    let isAlias = alias.utf8.allSatisfy { isLetter($0) || isDigit($0) || $0 == UInt8(ascii: "-") }
    guard !number.isEmpty, number.utf8.allSatisfy(isDigit), !alias.isEmpty, isAlias else { return nil }
    return [number, alias]
  }

  /// Valid ids go into addresses as they are, so they hold only what a path segment may (RFC 3986), and no percent sign.
  private static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
    guard let byte = UInt8(exactly: scalar.value) else { return false }
    return isLetter(byte) || isDigit(byte) || "-._~!$&'()*+,;=:@".utf8.contains(byte)
  }

  private static func isLetter(_ byte: UInt8) -> Bool { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20) }

  private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

  private static func describe(_ scalar: Unicode.Scalar) -> String {
    if scalar == " " { return "a space" }
    return scalar.isASCII && scalar.value > 0x20 && scalar.value < 0x7F
      ? "the character '\(scalar)'" : "the character U+\(String(scalar.value, radix: 16, uppercase: true))"
  }
}

extension EndpointID: CustomStringConvertible {
  /// The whole id.
  public var description: String {
    path.map { "\(base)/\($0)" } ?? base
  }
}

extension EndpointID: ExpressibleByStringLiteral {
  /// Reads an id that is written in source code; one that cannot be an id stops the program there.
  ///
  /// Use `init(_:)` for everything that is not a literal.
  public init(stringLiteral text: String) {
    do throws(FalError) {
      try self.init(text)
    } catch {
      preconditionFailure(error.message)
    }
  }
}

extension EndpointID: Codable {
  /// Reads the id from a text.
  ///
  /// - Throws: `DecodingError` when the text cannot be an id.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    do throws(FalError) {
      try self.init(text)
    } catch {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: error.message)
    }
  }

  /// Writes the id as a text.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}

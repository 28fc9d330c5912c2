import FalSystem

/// What a request is about: the part of its first line after the method.
package struct HTTPRequestTarget: Sendable {
  /// The target as it was sent.
  package let text: String
  /// The path, percent-decoded; `*` when the request is about the whole server.
  package let path: String
  /// The parameters after the question mark, percent-decoded.
  package let query: [(name: String, value: String)]
  /// Host and port, where the whole address was sent.
  let authority: String?

  init(_ bytes: UnsafeRawBufferPointer) throws(HTTPRequestError) {
    guard bytes.allSatisfy({ !$0.isControl }) else {
      throw .malformed("the request target has a control character")
    }
    text = String(decoding: bytes, as: UTF8.self)
    let (authority, pathAndQuery) = try Self.splitAuthority(bytes)
    self.authority = authority.map { String(decoding: $0, as: UTF8.self) }
    let parts = pathAndQuery.split(separator: UInt8(ascii: "?"), maxSplits: 1, omittingEmptySubsequences: false)
    path = parts[0].isEmpty ? "/" : Self.decode(parts[0])
    query = parts.count > 1 ? Self.parseQuery(parts[1]) : []
  }

  /// The target from its path on, and what stands before: clients that take the server for a proxy send
  /// `http://host/path`.
  private static func splitAuthority(
    _ target: UnsafeRawBufferPointer
  ) throws(HTTPRequestError) -> (authority: Slice<UnsafeRawBufferPointer>?, rest: Slice<UnsafeRawBufferPointer>) {
    if target.first == UInt8(ascii: "/") || target.elementsEqual("*".utf8) { return (nil, target[...]) }
    for scheme in ["http://", "https://"] {
      let start = scheme.utf8.count
      guard target.prefix(start).elementsEqual(scheme.utf8, by: { $0.lowercasedASCII == $1 }) else { continue }
      let rest = target.dropFirst(start)
      let isEnd: (UInt8) -> Bool = { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "?") }
      let end = rest.firstIndex(where: isEnd) ?? rest.endIndex
      return (rest[..<end], rest[end...])
    }
    throw .malformed("the request target is neither a path nor an http address")
  }

  private static func parseQuery(_ bytes: some Collection<UInt8>) -> [(name: String, value: String)] {
    bytes.split(separator: UInt8(ascii: "&")).map { parameter in
      let parts = parameter.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
      let value = parts.count > 1 ? decode(parts[1], plusIsSpace: true) : ""
      return (decode(parts[0], plusIsSpace: true), value)
    }
  }

  /// Replaces escapes by their bytes; a percent sign without two digits stays.
  package static func decode(_ encoded: some Collection<UInt8>, plusIsSpace: Bool = false) -> String {
    String(decoding: PercentCoding.decode(encoded, plusIsSpace: plusIsSpace), as: UTF8.self)
  }
}

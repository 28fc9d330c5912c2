import FalCore

/// Reads the first line and the header section of a request, as defined by RFC 9112.
package struct HTTPRequestHeadParser {
  /// More than any client sends; what is read is read again for each line that arrives late.
  private static let mostFields = 200

  private let bytes: UnsafeRawBufferPointer
  private var position = 0

  /// Reads a head from the front of the bytes that were received and gives its length with it; `nil` when its end has
  /// not been received.
  package static func parse(
    _ bytes: UnsafeRawBufferPointer
  ) throws(HTTPRequestError) -> (head: HTTPRequestHead, length: Int)? {
    var parser = HTTPRequestHeadParser(bytes: bytes)
    guard let head = try parser.parseHead() else { return nil }
    return (head, parser.position)
  }

  private init(bytes: UnsafeRawBufferPointer) {
    self.bytes = bytes
  }

  private mutating func parseHead() throws(HTTPRequestError) -> HTTPRequestHead? {
    guard let line = try nextRequestLine() else { return nil }
    let parts = line.split(separator: UInt8(ascii: " "), omittingEmptySubsequences: false)
    guard parts.count == 3 else { throw .malformed("the first line is not made of method, target and version") }
    guard !parts[0].isEmpty, parts[0].allSatisfy(\.isTokenCharacter) else {
      throw .malformed("the method is empty or has a character that is not allowed")
    }
    let version = try parseVersion(String(decoding: parts[2], as: UTF8.self))
    let target = try HTTPRequestTarget(UnsafeRawBufferPointer(rebasing: parts[1]))

    var fields = HTTPFields()
    while let line = try nextLine() {
      if line.isEmpty {
        let method = String(decoding: parts[0], as: UTF8.self)
        return try HTTPRequestHead(method: method, target: target, version: version, fields: fields)
      }
      guard fields.count < Self.mostFields else { throw HTTPRequestError(431, "there are too many header fields") }
      try fields.append(line: line)
    }
    return nil
  }

  /// The first line that is not empty: some clients send an empty one after a body.
  private mutating func nextRequestLine() throws(HTTPRequestError) -> UnsafeRawBufferPointer? {
    while let line = try nextLine() {
      if !line.isEmpty { return line }
    }
    // A client that speaks TLS, for example, would wait for an answer without ever sending a line.
    if position < bytes.count, !bytes[position].isTokenCharacter, bytes[position] != UInt8(ascii: "\r") {
      throw .malformed("this is not an HTTP request")
    }
    return nil
  }

  private func parseVersion(_ text: String) throws(HTTPRequestError) -> HTTPVersion {
    if let version = HTTPVersion(rawValue: text) { return version }
    guard text.hasPrefix("HTTP/"), text.utf8.count == 8 else {
      throw .malformed("the first line does not end with a version of HTTP")
    }
    throw HTTPRequestError(505, "the versions of HTTP that are understood are 1.0 and 1.1")
  }

  private mutating func nextLine() throws(HTTPRequestError) -> UnsafeRawBufferPointer? {
    guard let line = try UnsafeRawBufferPointer(rebasing: bytes[position...]).firstLine() else { return nil }
    position += line.count + 2
    return line
  }
}

import FalCore

/// How the end of a request body is found.
package enum HTTPBodyFraming: Sendable, Hashable {
  /// By its length; 0 when there is no body.
  case length(Int)
  /// By an empty chunk.
  case chunked

  init(_ fields: HTTPFields, _ version: HTTPVersion) throws(HTTPRequestError) {
    let codings = fields.items(of: HTTPField.transferEncoding)
    let lengths = fields.items(of: HTTPField.contentLength)
    if codings.isEmpty {
      self = .length(try lengths.isEmpty ? 0 : Self.length(lengths))
    } else {
      // Programs that disagree on which one counts can be made to see different requests.
      guard lengths.isEmpty else { throw .malformed("there are both Content-Length and Transfer-Encoding") }
      guard version == .http11 else { throw .malformed("HTTP/1.0 has no Transfer-Encoding") }
      guard codings == ["chunked"] else {
        throw HTTPRequestError(501, "the only transfer coding that is understood is chunked")
      }
      self = .chunked
    }
  }

  private static func length(_ values: [String]) throws(HTTPRequestError) -> Int {
    guard Set(values).count == 1 else { throw .malformed("there are different values of Content-Length") }
    let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
    guard values[0].utf8.allSatisfy(digits.contains), let length = Int(values[0]) else {
      throw .malformed("Content-Length is not a number of bytes")
    }
    return length
  }
}

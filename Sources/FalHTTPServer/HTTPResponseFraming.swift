import FalCore

/// Frames the body of a response and checks that it has the length that was promised.
package struct HTTPResponseFraming {
  private enum Framing {
    /// The client takes the length as that of what a GET would give; no body is sent.
    case omitted(length: Int?)
    case length(remaining: Int)
    case chunked
    /// For HTTP/1.0, which has no chunks.
    case untilClose
  }

  private var framing: Framing

  init(length: Int?, status: Int, head: HTTPRequestHead?) {
    if status == 204 || status == 304 {
      framing = .omitted(length: nil)
    } else if head?.method == "HEAD" {
      framing = .omitted(length: length)
    } else if let length {
      framing = .length(remaining: length)
    } else {
      framing = head?.version == .http10 ? .untilClose : .chunked
    }
  }

  /// The header field that tells the client about the framing.
  var field: HTTPFields.Element? {
    switch framing {
    case .omitted(let length): length.map { (HTTPField.contentLength, "\($0)") }
    case .length(let length): (HTTPField.contentLength, "\(length)")
    case .chunked: (HTTPField.transferEncoding, "chunked")
    case .untilClose: nil
    }
  }

  /// What is to be sent for a piece of the body.
  mutating func frame(_ bytes: [UInt8]) throws(HTTPResponderMisuse) -> [UInt8] {
    switch framing {
    case .omitted:
      return []
    case .length(let remaining):
      guard bytes.count <= remaining else { throw .wrongLength }
      framing = .length(remaining: remaining - bytes.count)
      return bytes
    case .chunked:
      // An empty chunk would end the body.
      if bytes.isEmpty { return [] }
      return Array("\(String(bytes.count, radix: 16))\r\n".utf8) + bytes + [0x0D, 0x0A]
    case .untilClose:
      return bytes
    }
  }

  /// What is to be sent at the end of the body.
  func end() throws(HTTPResponderMisuse) -> [UInt8] {
    switch framing {
    case .length(let remaining) where remaining > 0: throw .wrongLength
    case .chunked: return Array("0\r\n\r\n".utf8)
    case .length, .omitted, .untilClose: return []
    }
  }
}

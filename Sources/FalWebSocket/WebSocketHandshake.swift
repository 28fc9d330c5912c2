#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// What a client and a server say to each other before the first frame (RFC 6455, section 4).
package enum WebSocketHandshake {
  /// A key for a client's request, `Sec-WebSocket-Key`: 16 random bytes in Base64.
  package static func makeKey() -> String {
    var random = SystemRandomNumberGenerator()
    return Data((0..<16).map { _ in UInt8.random(in: 0...255, using: &random) }).base64EncodedString()
  }

  /// What a server answers to a key, `Sec-WebSocket-Accept`.
  package static func accept(for key: String) -> String {
    Data(SHA1.hash(Array((key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").utf8))).base64EncodedString()
  }

  /// Whether a text is a key: 24 characters that are 16 bytes in Base64.
  ///
  /// The last character before the `==` has bits that belong to no byte; they may be anything.
  package static func isKey(_ text: String) -> Bool {
    // Foundation passes over what is no character of Base64 only when it is told to.
    text.utf8.count == 24 && text.hasSuffix("==") && Data(base64Encoded: text)?.count == 16
  }

  /// Says why a server's answer is no upgrade to what the client has asked for.
  ///
  /// - Parameters:
  ///   - status: The status of the answer.
  ///   - fields: Its header section.
  ///   - key: The key of the client's request, which has offered neither an extension nor a subprotocol.
  /// - Returns: The reason in words, or `nil` when it is an upgrade.
  package static func problem(status: Int, fields: [(name: String, value: String)], key: String) -> String? {
    func items(of name: String) -> [String] {
      fields.filter { $0.name.lowercasedASCII == name }.flatMap { field in
        field.value.utf8.split(separator: UInt8(ascii: ",")).map { $0.trimmedText() }.filter { !$0.isEmpty }
      }
    }
    guard status == 101 else { return "the server has answered with status \(status) instead of 101" }
    guard items(of: "upgrade").map(\.lowercasedASCII) == ["websocket"] else {
      return "the server has not upgraded the connection to websocket"
    }
    guard items(of: "connection").contains(where: { $0.lowercasedASCII == "upgrade" }) else {
      return "the Connection field of the answer does not say upgrade"
    }
    guard items(of: "sec-websocket-accept") == [accept(for: key)] else {
      return "the Sec-WebSocket-Accept field of the answer is missing or does not fit the key"
    }
    if let name = items(of: "sec-websocket-extensions").first {
      return "the server uses an extension that was not offered: \(name)"
    }
    if let name = items(of: "sec-websocket-protocol").first {
      return "the server uses a subprotocol that was not offered: \(name)"
    }
    return nil
  }
}

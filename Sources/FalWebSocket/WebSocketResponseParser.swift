/// Reads the head of the answer to a handshake as it arrives (RFC 9112).
package struct WebSocketResponseParser: Sendable {
  /// How many bytes a head may have.
  package static let longestHead = 64 * 1024

  private static let beginning = Array("HTTP/1.".utf8)

  private var input: [UInt8] = []

  /// Creates a parser for the beginning of an answer.
  package init() {}

  /// Takes bytes that have been received; once it has given the head, the parser is used up.
  ///
  /// - Parameter bytes: What follows the bytes of the calls before.
  /// - Returns: The head, or `nil` when its end has not been received.
  /// - Throws: `WebSocketResponseError` when this is no answer of HTTP/1, as soon as that can be told, or when the head
  ///   is longer than 64 KB.
  package mutating func receive(_ bytes: [UInt8]) throws(WebSocketResponseError) -> WebSocketResponseHead? {
    let before = input.count
    input.append(contentsOf: bytes.prefix(Self.longestHead - before))
    guard input.starts(with: Self.beginning.prefix(input.count)) else {
      throw WebSocketResponseError("the server does not speak HTTP/1")
    }
    guard let end = try endOfHead(from: before) else {
      guard input.count < Self.longestHead else {
        throw WebSocketResponseError("the head of the answer is longer than \(Self.longestHead) bytes")
      }
      return nil
    }
    let lines = input[..<end].split(separator: UInt8(ascii: "\n")).map { $0.dropLast() }
    return WebSocketResponseHead(
      status: try parseStatus(lines[0]),
      fields: try parseFields(lines.dropFirst().dropLast()),
      used: end - before
    )
  }

  /// Where the empty line ends, looked for from a position on.
  private func endOfHead(from start: Int) throws(WebSocketResponseError) -> Int? {
    for index in start..<input.count where input[index] == UInt8(ascii: "\n") {
      let line = input[..<index]
      guard line.last == UInt8(ascii: "\r") else {
        throw WebSocketResponseError("a line of the answer does not end with CR LF")
      }
      if line.dropLast().last == UInt8(ascii: "\n") { return index + 1 }
    }
    return nil
  }

  private func parseStatus(_ line: ArraySlice<UInt8>) throws(WebSocketResponseError) -> Int {
    let parts = line.split(separator: UInt8(ascii: " "), maxSplits: 2, omittingEmptySubsequences: false)
    guard let version = parts.first, version.count == 8, version.dropFirst(7).allSatisfy(\.isDigit),
      parts.count >= 2, parts[1].count == 3, parts[1].allSatisfy(\.isDigit), parts[1].first != UInt8(ascii: "0")
    else {
      throw WebSocketResponseError("the first line of the answer is not made of a version and a status")
    }
    return parts[1].reduce(0) { status, digit in status * 10 + Int(digit - UInt8(ascii: "0")) }
  }

  private func parseFields(
    _ lines: ArraySlice<ArraySlice<UInt8>>
  ) throws(WebSocketResponseError) -> [(name: String, value: String)] {
    var fields: [(name: String, value: String)] = []
    for line in lines {
      let name = line.prefix { $0 != UInt8(ascii: ":") }
      guard !name.isEmpty, name.endIndex < line.endIndex, name.allSatisfy(\.isTokenCharacter) else {
        throw WebSocketResponseError("a header field of the answer has no name, or one that is not allowed")
      }
      let value = line[(name.endIndex + 1)...]
      guard value.allSatisfy({ !$0.isControl || $0.isBlank }) else {
        throw WebSocketResponseError("the value of a header field of the answer has a control character")
      }
      fields.append((String(decoding: name, as: UTF8.self), value.trimmedText()))
    }
    return fields
  }
}

/// The first line and the header section of the answer to a handshake.
package struct WebSocketResponseHead: Sendable {
  /// The status, of three digits.
  package let status: Int
  /// The header section, in its order.
  package let fields: [(name: String, value: String)]
  /// How many of the bytes that were received last belong to the head; the others are what follows it.
  package let used: Int
}

/// Why the answer to a handshake cannot be read.
package struct WebSocketResponseError: Error, Sendable, Hashable, CustomStringConvertible {
  /// What is wrong, in words.
  package let message: String

  /// The message.
  package var description: String { message }

  init(_ message: String) {
    self.message = message
  }
}

import FalCore
import FalHTTPServer

/// Sends files, or parts of them.
enum FileReply {
  private static let pieceLength = 256 << 10

  /// Sends a file, or the part of it that the request asks for; only half of it when it is to go wrong.
  static func send(_ file: EmulatedFile, for request: IncomingRequest, half: Bool, by responder: HTTPResponder)
    throws
  {
    let parts: [StoredBytes]
    let made: [UInt8]
    switch file.content {
    case .made(let make): (parts, made) = ([], make())
    case .stored(let stored): (parts, made) = (stored, [])
    }
    let length = made.count + parts.reduce(0) { $0 + $1.length }
    var fields: HTTPFields = [
      HTTPField.contentType: file.contentType, HTTPField.acceptRanges: "bytes", HTTPField.eTag: file.tag,
    ]
    // A page or drawing that somebody uploaded is shown, and does nothing in this server's name.
    fields.append("X-Content-Type-Options", "nosniff")
    if ["html", "svg", "xml"].contains(where: file.contentType.lowercased().contains) {
      fields.append("Content-Security-Policy", "sandbox")
    }
    var range = 0..<length
    var status = 200
    if let asked = Self.range(request, file, length) {
      guard !asked.isEmpty else { return try responder.respond(416, [HTTPField.contentRange: "bytes */\(length)"]) }
      range = asked
      status = 206
      fields.append(HTTPField.contentRange, "bytes \(range.lowerBound)-\(range.upperBound - 1)/\(length)")
    }
    try responder.start(status, fields, length: range.count)
    if half { range = range.prefix(range.count / 2) }
    if parts.isEmpty { try responder.write(Array(made[range])) }
    try send(parts, range, by: responder)
    if !half { try responder.finish() }
  }

  private static func send(_ parts: [StoredBytes], _ range: Range<Int>, by responder: HTTPResponder) throws {
    var start = 0
    for part in parts {
      var position = max(range.lowerBound - start, 0)
      let end = min(range.upperBound - start, part.length)
      while position < end {
        let bytes = try part.read(at: position, atMost: min(pieceLength, end - position))
        try responder.write(bytes)
        position += bytes.count
      }
      start += part.length
    }
  }

  /// The part that is asked for; `nil` for the whole, also when it is asked of another version.
  private static func range(_ request: IncomingRequest, _ file: EmulatedFile, _ length: Int) -> Range<Int>? {
    if let version = request.headers[HTTPField.ifRange], version != file.tag { return nil }
    return request.headers[HTTPField.range].flatMap { ByteRange.range($0, of: length) }
  }
}

/// The part of a file that a request asks for.
enum ByteRange {
  /// The bytes that a `Range` field names; `nil` when it is to be ignored, and empty when there are none there.
  ///
  /// Of several parts none is given: the whole is always allowed.
  static func range(_ field: String, of length: Int) -> Range<Int>? {
    let prefix = "bytes="
    guard field.lowercased().hasPrefix(prefix) else { return nil }
    let bounds = field.dropFirst(prefix.count).split(separator: "-", omittingEmptySubsequences: false)
    guard bounds.count == 2 else { return nil }
    switch (Int(bounds[0]), Int(bounds[1])) {
    case (let first?, let last?) where first >= 0 && last >= first:
      return first < length ? first..<min(last + 1, length) : 0..<0
    case (let first?, nil) where first >= 0 && bounds[1].isEmpty: return first < length ? first..<length : 0..<0
    case (nil, let count?) where bounds[0].isEmpty && count >= 0: return max(0, length - count)..<length
    default: return nil
    }
  }
}

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
    var fields: HTTPFields = ["Content-Type": file.contentType, "Accept-Ranges": "bytes", "ETag": file.tag]
    var range = 0..<length
    var status = 200
    if let asked = Self.range(request, file, length) {
      guard !asked.isEmpty else { return try responder.respond(416, ["Content-Range": "bytes */\(length)"]) }
      range = asked
      status = 206
      fields.append("Content-Range", "bytes \(range.lowerBound)-\(range.upperBound - 1)/\(length)")
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
    if let version = request.headers["If-Range"], version != file.tag { return nil }
    return request.headers["Range"].flatMap { ByteRange.range($0, of: length) }
  }
}

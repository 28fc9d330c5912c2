/// Sends files, or parts of them.
enum FileReply {
  private static let pieceLength = 256 << 10

  static func send(_ file: EmulatedFile, range field: String?, by responder: HTTPResponder) throws {
    let parts: [StoredBytes]
    let made: [UInt8]
    switch file.content {
    case .made(let make): (parts, made) = ([], make())
    case .stored(let stored): (parts, made) = (stored, [])
    }
    let length = made.count + parts.reduce(0) { $0 + $1.length }
    var fields: HeaderFields = ["Content-Type": file.contentType, "Accept-Ranges": "bytes"]
    var range = 0..<length
    var status = 200
    if let asked = field.flatMap({ ByteRange.range($0, of: length) }) {
      guard !asked.isEmpty else { return try responder.respond(416, ["Content-Range": "bytes */\(length)"]) }
      range = asked
      status = 206
      fields.append(HeaderField("Content-Range", "bytes \(range.lowerBound)-\(range.upperBound - 1)/\(length)"))
    }
    guard !parts.isEmpty else { return try responder.respond(status, fields, Array(made[range])) }
    try responder.start(status, fields, length: range.count)
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
    try responder.finish()
  }
}

/// Reads server-sent events from bytes, however they are cut into pieces (WHATWG HTML, section 9.2).
///
/// Unlike a browser it also gives an event at the very end that no empty line follows.
struct ServerSentEventParser: Sendable {
  /// A line or an event longer than this ends the stream, so that no server can fill memory.
  static let mostBytes = 64 << 20

  private var line: [UInt8] = []
  private var data: [UInt8] = []
  private var hasData = false
  private var name: [UInt8] = []
  private var isFirstLine = true
  /// The last byte was CR: an LF right after it belongs to the same line end.
  private var followsCR = false
  /// Whether more was sent than is accepted.
  private(set) var isTooLarge = false

  private static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

  /// Takes bytes, and gives the events that they complete.
  mutating func append(_ bytes: some Sequence<UInt8>) -> [ServerSentEvent] {
    var events: [ServerSentEvent] = []
    for byte in bytes {
      let continuesLineEnd = followsCR && byte == UInt8(ascii: "\n")
      followsCR = byte == UInt8(ascii: "\r")
      if continuesLineEnd { continue }
      if byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") {
        if let event = endLine() { events.append(event) }
      } else if line.count + data.count < Self.mostBytes {
        line.append(byte)
      } else {
        isTooLarge = true
      }
    }
    return events
  }

  /// The event that the stream's end completes.
  mutating func finish() -> ServerSentEvent? {
    let last = line.isEmpty ? nil : endLine()
    return last ?? dispatch()
  }

  private mutating func endLine() -> ServerSentEvent? {
    defer { line.removeAll(keepingCapacity: true) }
    if isFirstLine {
      isFirstLine = false
      if line.starts(with: Self.byteOrderMark) { line.removeFirst(Self.byteOrderMark.count) }
    }
    if line.isEmpty { return dispatch() }
    let colon = line.firstIndex(of: UInt8(ascii: ":")) ?? line.endIndex
    var value = line[min(colon + 1, line.endIndex)...]
    if value.first == UInt8(ascii: " ") { value.removeFirst() }
    switch String(decoding: line[..<colon], as: UTF8.self) {
    case "data":
      if hasData { data.append(UInt8(ascii: "\n")) }
      hasData = true
      data += value
    case "event": name = Array(value)
    // Comments have no name. Ids and waiting times are for streams that are taken up again, which fal's are not.
    default: break
    }
    return nil
  }

  private mutating func dispatch() -> ServerSentEvent? {
    defer {
      data.removeAll()
      name.removeAll()
      hasData = false
    }
    guard hasData else { return nil }
    var event = ServerSentEvent(data: String(decoding: data, as: UTF8.self))
    if !name.isEmpty { event.name = String(decoding: name, as: UTF8.self) }
    return event
  }
}

/// An event of a stream of server-sent events.
struct ServerSentEvent: Sendable, Hashable {
  /// The event's name; `message` when the server gives none.
  var name = "message"
  /// The event's data, its lines joined.
  var data: String
}

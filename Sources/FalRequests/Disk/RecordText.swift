import FalCore

/// The text of a record's file: JSON, of which lists need the first line only.
///
/// ```
/// {"version":1,"id":"r…","endpoint":"fal-ai/flux/dev","state":"COMPLETED",…
/// ,"input":{"prompt":"a cat"}
/// ,"result":{"images":[…]}
/// }
/// ```
///
/// Compact JSON has no line breaks of its own. A file that somebody has laid out otherwise is read all the same.
struct RecordText: Sendable {
  /// The first line.
  var record: RequestRecord
  /// The other lines, each with its line break, and the last brace.
  private var lines: [UInt8]

  init(_ record: RequestRecord, input: JSON?) {
    self.record = record
    lines = Array("}\n".utf8)
    if let input { set("input", input) }
  }

  /// Reads a file.
  ///
  /// - Throws: `RecordDamage`.
  init(_ bytes: [UInt8]) throws(RecordDamage) {
    try Self.checkEnd(bytes.suffix(16))
    if let record = Self.firstLine(bytes[...]), let end = bytes.firstIndex(of: newline) {
      self.record = record
      lines = Array(bytes[(end + 1)...])
      return
    }
    let json: JSON
    do throws(JSONParseError) {
      json = try JSON(parsing: bytes)
    } catch {
      throw RecordDamage("it is not JSON: \(error)")
    }
    var members = json.object ?? [:]
    let body = ["input", "result"].map { name in
      defer { members[name] = nil }
      return (name, members[name])
    }
    guard let record = RequestRecord(members: members) else { throw RecordDamage("it is not a record of a request") }
    self.record = record
    lines = Array("}\n".utf8)
    for (name, value) in body { if let value { set(name, value) } }
  }

  /// The record in the first line; `nil` when the line is not laid out like that, or not whole.
  static func firstLine(_ bytes: ArraySlice<UInt8>) -> RequestRecord? {
    guard let end = bytes.firstIndex(of: newline), end + 1 < bytes.endIndex,
      bytes[end + 1] == UInt8(ascii: ",") || bytes[end + 1] == UInt8(ascii: "}")
    else { return nil }
    let line = bytes[..<end] + [UInt8(ascii: "}")]
    return (try? JSON(parsing: line))?.object.flatMap(RequestRecord.init(members:))
  }

  /// Sees to it that a file does not end in its middle.
  static func checkEnd(_ bytes: some BidirectionalCollection<UInt8>) throws(RecordDamage) {
    guard
      bytes.last(where: { $0 != newline && $0 != UInt8(ascii: "\r") && $0 != UInt8(ascii: " ") })
        == UInt8(ascii: "}")
    else { throw RecordDamage(bytes.isEmpty ? "it is empty" : "it ends in its middle") }
  }

  /// The whole text.
  var bytes: [UInt8] {
    JSON.object(record.members).utf8().dropLast() + [newline] + lines
  }

  /// The value of one of the other lines; `nil` when there is none.
  ///
  /// - Throws: `RecordDamage`.
  func value(_ name: String) throws(RecordDamage) -> JSON? {
    guard let line = range(of: name) else { return nil }
    do throws(JSONParseError) {
      return try JSON(parsing: lines[line].dropFirst(prefix(of: name).count))
    } catch {
      throw RecordDamage("its \(name) is not JSON: \(error)")
    }
  }

  /// Sets the value of one of the other lines.
  mutating func set(_ name: String, _ value: JSON) {
    let line = prefix(of: name) + value.utf8() + [newline]
    if let old = range(of: name) {
      lines.replaceSubrange(old, with: line)
    } else {
      lines.insert(contentsOf: line, at: lines.lastIndex(of: UInt8(ascii: "}")) ?? lines.endIndex)
    }
  }

  private func prefix(of name: String) -> [UInt8] { Array(",\"\(name)\":".utf8) }

  private func range(of name: String) -> Range<Int>? {
    let prefix = prefix(of: name)
    var start = lines.startIndex
    while start < lines.endIndex {
      let end = lines[start...].firstIndex(of: newline).map { $0 + 1 } ?? lines.endIndex
      if lines[start..<end].starts(with: prefix) { return start..<end }
      start = end
    }
    return nil
  }
}

private let newline = UInt8(ascii: "\n")

/// Why a file is not a record.
struct RecordDamage: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}

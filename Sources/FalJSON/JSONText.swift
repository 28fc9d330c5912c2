/// A value in a JSON text that is read only where it is asked to: for large files of which little is needed.
///
/// Of what is passed over, brackets and quotes are looked at and nothing else.
package struct JSONText: Sendable {
  /// A name and where its value stands.
  package struct Member: Sendable {
    package let name: String
    package let value: JSONText
  }

  /// The whole text.
  private let bytes: [UInt8]
  /// Where in it the value begins.
  private let start: Int

  private init(bytes: [UInt8], start: Int) {
    self.bytes = bytes
    self.start = start
  }

  /// The value that a text consists of.
  package init(_ bytes: [UInt8]) {
    self.bytes = bytes
    start = bytes.withUnsafeBufferPointer { bytes in
      var parser = JSONParser(bytes: bytes, rejectsDuplicateNames: true)
      parser.skipToDocument()
      return parser.position
    }
  }

  /// The members of an object, in order.
  ///
  /// - Throws: `JSONParseError` when the value is no object, or the text ends within it.
  package func members() throws(JSONParseError) -> [Member] {
    try members(upTo: nil)
  }

  /// The value of an object's member; `nil` when it has none of this name.
  ///
  /// What follows the member is not looked at.
  ///
  /// - Throws: `JSONParseError` when the value is no object, or the text ends within it.
  package func member(_ name: String) throws(JSONParseError) -> JSONText? {
    try members(upTo: name).last { $0.name == name }?.value
  }

  /// The items of a list, in order.
  ///
  /// - Throws: `JSONParseError` when the value is no list, or the text ends within it.
  package func items() throws(JSONParseError) -> [JSONText] {
    let starts = try Self.reading(bytes, at: start) { parser throws(JSONParseError) in
      var starts: [Int] = []
      try parser.passItems { starts.append($0) }
      return starts
    }
    return starts.map { JSONText(bytes: bytes, start: $0) }
  }

  /// The value itself.
  ///
  /// - Throws: `JSONParseError` with line and column in the whole text; also when a name occurs twice in one object.
  package func value() throws(JSONParseError) -> JSON {
    try Self.reading(bytes, at: start) { parser throws(JSONParseError) in try parser.parseValue() }
  }

  private func members(upTo last: String?) throws(JSONParseError) -> [Member] {
    try Self.reading(bytes, at: start) { parser throws(JSONParseError) in
      var members: [Member] = []
      try parser.passMembers { name, position in
        members.append(Member(name: name, value: JSONText(bytes: bytes, start: position)))
        return name != last
      }
      return members
    }
  }

  /// Reads from a place of a text.
  private static func reading<Result>(
    _ bytes: [UInt8],
    at position: Int,
    _ read: (inout JSONParser) throws(JSONParseError) -> Result
  ) throws(JSONParseError) -> Result {
    try bytes.withUnsafeBufferPointer { bytes throws(JSONParseError) in
      var parser = JSONParser(bytes: bytes, rejectsDuplicateNames: true)
      parser.position = position
      return try read(&parser)
    }
  }
}

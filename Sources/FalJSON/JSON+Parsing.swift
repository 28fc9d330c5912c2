extension JSON {
  /// What to do when an object has two members with the same name.
  package enum DuplicateNames: Sendable {
    /// Keep the last value, as most readers do. Right for answers of servers.
    case keepLast
    /// Refuse the text. Right for files that people write.
    case reject
  }

  /// Nesting of lists and objects up to which texts are read; small enough for the stack of any thread.
  public static let maximumDepth = 128

  /// Whether it is nested deeper than what can be read, which only values made in memory are.
  package var isTooDeep: Bool { exceeds(Self.maximumDepth) }

  private func exceeds(_ depth: Int) -> Bool {
    switch self {
    case .array(let items): depth == 0 || items.contains { $0.exceeds(depth - 1) }
    case .object(let object): depth == 0 || object.contains { $0.value.exceeds(depth - 1) }
    default: false
    }
  }

  /// Reads one JSON text in UTF-8, as defined by RFC 8259.
  ///
  /// A byte order mark in front is skipped. An escaped half of a surrogate pair becomes U+FFFD, because such texts are
  /// valid JSON and do occur; bytes that are not UTF-8 are an error.
  ///
  /// Of members with the same name the last one stays.
  ///
  /// - Parameter bytes: The whole text.
  /// - Throws: `JSONParseError` with line and column.
  public init(parsing bytes: some Collection<UInt8>) throws(JSONParseError) {
    try self.init(parsing: bytes, duplicateNames: .keepLast)
  }

  /// Reads one JSON text.
  ///
  /// - Throws: `JSONParseError` with line and column.
  public init(parsing text: String) throws(JSONParseError) { try self.init(parsing: text.utf8) }

  package init(parsing bytes: some Collection<UInt8>, duplicateNames: DuplicateNames) throws(JSONParseError) {
    let result = bytes.withContiguousStorageIfAvailable { parse($0, duplicateNames) }
    self = try (result ?? Array(bytes).withUnsafeBufferPointer { parse($0, duplicateNames) }).get()
  }

  package init(parsing text: String, duplicateNames: DuplicateNames) throws(JSONParseError) {
    try self.init(parsing: text.utf8, duplicateNames: duplicateNames)
  }
}

private func parse(
  _ bytes: UnsafeBufferPointer<UInt8>,
  _ duplicateNames: JSON.DuplicateNames
) -> Result<JSON, JSONParseError> {
  do throws(JSONParseError) {
    var parser = JSONParser(bytes: bytes, rejectsDuplicateNames: duplicateNames == .reject)
    return .success(try parser.parseDocument())
  } catch {
    return .failure(error)
  }
}

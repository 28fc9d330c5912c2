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

  /// Reads a text in which also NaN, Infinity and -Infinity may stand, as Python's servers write them; they become null.
  ///
  /// - Returns: The value, and how many of these there were.
  /// - Throws: `JSONParseError` with line and column.
  package static func parsingNonFinite(_ bytes: [UInt8]) throws(JSONParseError) -> (json: JSON, count: Int) {
    let result = bytes.withUnsafeBufferPointer { bytes -> Result<(json: JSON, count: Int), JSONParseError> in
      do throws(JSONParseError) {
        var parser = JSONParser(bytes: bytes, rejectsDuplicateNames: false, readsNonFinite: true)
        return .success((try parser.parseDocument(), parser.nonFiniteCount))
      } catch {
        return .failure(error)
      }
    }
    return try result.get()
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

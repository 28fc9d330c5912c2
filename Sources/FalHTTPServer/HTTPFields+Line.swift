import FalCore

// Fields as they are read from a connection.
extension HTTPFields {
  /// Adds the field of one line of a header or trailer section, without its line end.
  mutating func append(line: UnsafeRawBufferPointer) throws(HTTPRequestError) {
    if let first = line.first, first.isBlank {
      throw .malformed("a header field must not be folded over several lines")
    }
    guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else {
      throw .malformed("a header field has no colon")
    }
    let name = line[..<colon]
    guard !name.isEmpty, name.allSatisfy(\.isTokenCharacter) else {
      throw .malformed("the name of a header field is empty or has a character that is not allowed")
    }
    let value = line[(colon + 1)...].trimmingBlanks()
    guard value.allSatisfy({ !$0.isControl || $0.isBlank }) else {
      throw .malformed("the value of a header field has a control character")
    }
    append(String(decoding: name, as: UTF8.self), String(decoding: value, as: UTF8.self))
  }

  /// The items of the comma-separated lists in all fields with this name, in lower case.
  func items(of name: String) -> [String] {
    values(of: name).flatMap { value in
      value.utf8.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
        .map { String(decoding: $0.trimmingBlanks(), as: UTF8.self).lowercased() }
    }
  }
}

/// One header field.
package struct HeaderField: Sendable, Hashable {
  /// The name as it was written; its case has no meaning.
  package let name: String
  /// The value without surrounding white space.
  package let value: String

  /// Creates a field.
  package init(_ name: String, _ value: String) {
    self.name = name
    self.value = value
  }

  /// Reads one line of a header or trailer section, without its line end.
  init(line: UnsafeRawBufferPointer) throws(HTTPRequestError) {
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
    self.name = String(decoding: name, as: UTF8.self)
    self.value = String(decoding: value, as: UTF8.self)
  }

  /// Whether the field has this name.
  func isNamed(_ name: String) -> Bool {
    self.name.utf8.count == name.utf8.count
      && zip(self.name.utf8, name.utf8).allSatisfy { $0 == $1 || $0.lowercasedASCII == $1.lowercasedASCII }
  }
}

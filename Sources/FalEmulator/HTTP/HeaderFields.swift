/// Header fields in the order they were written.
package struct HeaderFields: Sendable, Hashable {
  private var fields: [HeaderField] = []

  /// Creates fields without any in them.
  package init() {}

  /// The value of the first field with this name, whatever its case.
  package subscript(name: String) -> String? { fields.first { $0.isNamed(name) }?.value }

  /// The values of all fields with this name, whatever its case.
  package func values(of name: String) -> [String] {
    fields.filter { $0.isNamed(name) }.map(\.value)
  }

  /// Adds a field at the end.
  package mutating func append(_ field: HeaderField) {
    fields.append(field)
  }

  /// The items of the comma-separated lists in all fields with this name, in lower case.
  func items(of name: String) -> [String] {
    values(of: name).flatMap { value in
      value.utf8.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
        .map { String(decoding: $0.trimmingBlanks(), as: UTF8.self).lowercased() }
    }
  }
}

extension HeaderFields: ExpressibleByDictionaryLiteral {
  /// Creates fields from names and values; a name may occur several times.
  package init(dictionaryLiteral elements: (String, String)...) {
    fields = elements.map { HeaderField($0, $1) }
  }
}

extension HeaderFields: RandomAccessCollection {
  /// The position of the first field.
  package var startIndex: Int { fields.startIndex }

  /// The position after the last field.
  package var endIndex: Int { fields.endIndex }

  /// The field at a position.
  package subscript(position: Int) -> HeaderField { fields[position] }
}

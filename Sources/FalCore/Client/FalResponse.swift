/// A whole answer.
package struct FalResponse: Sendable {
  package let status: Int
  package let fields: HTTPFields
  package let bytes: [UInt8]
  /// The body as JSON, whatever type it is said to have; `nil` when it is none.
  package let json: JSON?

  init(status: Int, fields: HTTPFields, bytes: [UInt8]) {
    self.status = status
    self.fields = fields
    self.bytes = bytes
    json = bytes.isEmpty ? nil : try? JSON(parsing: bytes)
  }

  var isHTML: Bool {
    bytes.first == UInt8(ascii: "<") || fields[HTTPField.contentType]?.lowercased().contains("html") ?? false
  }

  /// The body as text, on one line.
  package var text: String {
    String(decoding: bytes.prefix(2000), as: UTF8.self).split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }
}

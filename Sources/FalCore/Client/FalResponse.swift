#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// An answer of success that is not what was asked for.
struct UnreadableAnswer: Error {
  let reason: String
  let answer: FalResponse

  init(_ reason: String, _ answer: FalResponse) {
    self.reason = reason
    self.answer = answer
  }
}

/// A whole answer.
package struct FalResponse: Sendable {
  package let status: Int
  package let fields: HTTPFields
  package let bytes: [UInt8]
  /// The body as JSON, whatever type it is said to have; `nil` when it is none.
  package let json: JSON?
  /// How many numbers in it are none, and were read as null.
  let nonFiniteCount: Int

  init(status: Int, fields: HTTPFields, bytes: [UInt8]) {
    self.status = status
    self.fields = fields
    self.bytes = bytes
    let parsed = bytes.isEmpty ? nil : try? JSON.parsingNonFinite(bytes)
    json = parsed?.json
    nonFiniteCount = parsed?.count ?? 0
  }

  var isHTML: Bool {
    bytes.first == UInt8(ascii: "<") || fields[HTTPField.contentType]?.lowercased().contains("html") ?? false
  }

  /// The body as a result's file, where it is one: a model may answer with a sound or a picture itself.
  ///
  /// - Returns: What a model returns that has put the file elsewhere, with the whole file in the address.
  var file: JSON? {
    let type = fields[HTTPField.contentType]?.prefix { $0 != ";" }.lowercased() ?? ""
    guard json == nil, !bytes.isEmpty, !isHTML, type.contains("/"), !Self.isText(type) else { return nil }
    let file: JSON = [
      "url": .string("data:\(type);base64,\(Data(bytes).base64EncodedString())"), "content_type": .string(type),
      "file_size": .number(JSONNumber(bytes.count)),
    ]
    return ["file": file]
  }

  /// Whether it is a type in which servers say that they have failed, or which a result that was cut off has.
  private static func isText(_ type: String) -> Bool {
    type.hasPrefix("text/") || type.hasSuffix("json") || type.hasSuffix("xml")
  }

  /// The body as text, on one line.
  package var text: String {
    String(decoding: bytes.prefix(2000), as: UTF8.self).split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }
}

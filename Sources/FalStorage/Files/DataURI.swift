import FalCore
import FalMedia
import FalSystem

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// A file that is written out in its own address: `data:image/png;base64,...`.
///
/// Models take such addresses where they take others, but only small ones: from some megabytes on, an upload is better.
public struct DataURI: Sendable, Hashable {
  /// The media type, with its parameters: `text/plain;charset=utf-8`.
  public var contentType: String
  /// The content.
  public var bytes: [UInt8]

  /// Creates an address for some content.
  public init(contentType: String, bytes: some Collection<UInt8>) {
    self.contentType = contentType
    self.bytes = Array(bytes)
  }

  /// Creates an address for the content of a file, whose media type is found out.
  ///
  /// - Throws: `FalError` of kind `file` when it cannot be read.
  public init(file path: String) throws(FalError) {
    let file = try FileToUpload(path: path)
    guard let data = try? Data(contentsOf: URL(fileURLWithPath: path)) else {
      throw FalError(.file, "\(path) cannot be read")
    }
    self.init(contentType: try file.facts().mediaType(ofFileNamed: file.name), bytes: data)
  }

  /// Reads an address; `nil` when it is none of this kind, or is damaged.
  public init?(_ text: String) {
    guard text.utf8.prefix(5).elementsEqual("data:".utf8, by: { $0 | 0x20 == $1 | 0x20 }),
      let comma = text.utf8.firstIndex(of: UInt8(ascii: ","))
    else { return nil }
    let header = text[text.utf8.index(text.startIndex, offsetBy: 5)..<comma]
    let content = text[text.utf8.index(after: comma)...]
    let marker = ";base64"
    let isBase64 = header.count >= marker.count && header.suffix(marker.count).lowercased() == marker
    let type = isBase64 ? header.dropLast(marker.count) : header
    // What the standard says holds when nothing is said.
    contentType = type.isEmpty ? "text/plain;charset=US-ASCII" : String(type)
    guard let bytes = PercentCoding.decodeIfWellFormed(content.utf8) else { return nil }
    guard isBase64 else {
      self.bytes = bytes
      return
    }
    guard let data = Self.base64Decoded(bytes) else { return nil }
    self.bytes = data
  }

  /// The whole address.
  public var text: String { "data:\(contentType);base64,\(Data(bytes).base64EncodedString())" }

  /// Line breaks inside and missing padding are common, and do no harm.
  private static func base64Decoded(_ text: [UInt8]) -> [UInt8]? {
    var text = text.filter { $0 > 0x20 }
    while let last = text.last, last == UInt8(ascii: "=") { text.removeLast() }
    guard text.count % 4 != 1 else { return nil }
    text += Array(repeating: UInt8(ascii: "="), count: (4 - text.count % 4) % 4)
    return Data(base64Encoded: Data(text)).map(Array.init)
  }
}

import FalCore
import FalStorage

/// A file of a result, and what the server says of it, of which nothing need be true.
struct ResultFile: Sendable, Hashable {
  /// Where it stands in the result: `images[0]`.
  let field: String
  /// Its address: of the web, or a data URI.
  let url: String
  /// The part of the result that describes it.
  var json: JSON

  var contentType: String? { json["content_type"].string }
  /// The name that the server gives it, which may be anything.
  var fileName: String? { json["file_name"].string }
  var width: Int? { json["width"].int }
  var height: Int? { json["height"].int }

  init(field: String, url: String, json: JSON? = nil) {
    self.field = field
    self.url = url
    self.json = json ?? ["url": .string(url)]
  }

  var isDataURI: Bool { MediaAddress.isDataURI(url) }

  /// The address, or what is short and the same for a data URI of the same content.
  var reference: String {
    guard isDataURI else { return url }
    let type = url.dropFirst(5).prefix { $0 != ";" && $0 != "," }
    return "data:\(type);sha256=\(SHA256.hexadecimal(of: Array(url.utf8)))"
  }
}

extension ResultFile {
  /// Makes sure that it may be fetched: encrypted, from this machine, or from the result itself.
  ///
  /// - Throws: `CommandError` that says what may be.
  func check() throws(CommandError) {
    if isDataURI {
      guard DataURI(url) != nil else { throw CommandError(.invalid, "its data URI is damaged") }
    } else if HTTPAddress(url)?.isProtected != true {
      let address = Harmless.text(String(url.prefix(200)))
      throw CommandError(.invalid, "\(address) is not fetched: only https is, and http of this machine")
    }
  }
}

/// What addresses of files look like.
enum MediaAddress {
  static func isDataURI(_ text: String) -> Bool {
    guard text.utf8.prefix(5).elementsEqual("data:".utf8, by: { $0 | 0x20 == $1 | 0x20 }) else { return false }
    // A sentence may begin with "data:" as well: in an address there are no spaces before the comma.
    let header = text.utf8.dropFirst(5).prefix(200).prefix { $0 != UInt8(ascii: ",") }
    return header.count < 200 && header.count + 5 < text.utf8.count && !header.contains { $0 <= 0x20 }
  }

  /// Whether a text is an address of any kind; whether falkit fetches it is another question.
  static func isAddress(_ text: String) -> Bool {
    if isDataURI(text) { return true }
    guard let colon = text.utf8.prefix(32).firstIndex(of: UInt8(ascii: ":")), colon > text.startIndex else {
      return false
    }
    let isScheme = text.utf8[..<colon].allSatisfy {
      ($0 | 0x20) >= UInt8(ascii: "a") && ($0 | 0x20) <= UInt8(ascii: "z")
    }
    return isScheme && text.utf8[colon...].starts(with: "://".utf8)
  }
}

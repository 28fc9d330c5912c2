import FalCore
import FalStorage
import FalSystem

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

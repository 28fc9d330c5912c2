package import FalCore
import FalRegistry
import FalStorage
import FalSystem

/// A file of a result, and what the server says of it, of which nothing need be true.
package struct ResultFile: Sendable, Hashable {
  /// Where it stands in the result: `images[0]`.
  package let field: String
  /// Its address: of the web, or a data URI.
  package let url: String
  /// The part of the result that describes it.
  var json: JSON

  package var contentType: String? { json["content_type"].string }
  /// The name that the server gives it, which may be anything.
  package var fileName: String? { json["file_name"].string }
  package var width: Int? { json["width"].int }
  package var height: Int? { json["height"].int }

  package init(field: String, url: String, json: JSON? = nil) {
    self.field = field
    self.url = url
    self.json = json ?? ["url": .string(url)]
  }

  package var isDataURI: Bool { MediaAddress.isDataURI(url) }

  /// The address, or what is short and the same for a data URI of the same content.
  package var reference: String {
    guard isDataURI else { return url }
    return "data:\(MediaAddress.mediaType(ofDataURI: url));sha256=\(SHA256.hexadecimal(of: Array(url.utf8)))"
  }
}

extension ResultFile {
  /// Makes sure that it may be fetched: encrypted, from this machine, or from the result itself.
  ///
  /// - Throws: `RunError` that says what may be.
  package func check() throws(RunError) {
    if isDataURI {
      guard DataURI(url) != nil else { throw RunError(.invalid, "its data URI is damaged") }
    } else if HTTPAddress(HTTPAddress.escaping(url))?.isProtected != true {
      let address = PlainText.oneLine(String(url.prefix(200)))
      throw RunError(.invalid, "\(address) is not fetched: only https is, and http of this machine")
    }
  }
}

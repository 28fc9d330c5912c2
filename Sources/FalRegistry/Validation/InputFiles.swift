import FalCore
import FalMedia

extension MediaUpload {
  /// What the file is; `nil` when it cannot be read, of which the upload will tell.
  var facts: MediaFacts? {
    switch content {
    case .file(let path): try? MediaProbe.facts(ofFile: path)
    case .bytes(let bytes): MediaProbe.facts(of: bytes())
    }
  }
}

/// What is known of the files in an input.
struct InputFiles {
  /// From here on an upload is better than a data URI.
  static let largeDataURI = 8 << 20

  /// The local files that will stand at some places.
  var local: [JSONPath: MediaFacts] = [:]
  /// Whether data URIs are looked into.
  var includesDataURIs = false

  /// What is known of the file behind a text; nothing of those on the web.
  func facts(of text: String, at path: JSONPath) -> MediaFacts? {
    if !local.isEmpty, let facts = local[path] { return facts }
    return includesDataURIs ? Self.facts(ofDataURI: text) : nil
  }

  /// Whether a text is a data URI that should rather be an upload.
  func isLargeDataURI(_ text: String) -> Bool {
    includesDataURIs && text.utf8.count > Self.largeDataURI && MediaAddress.isDataURI(text)
  }

  /// What is in a data URI; `nil` when it is none, or not written in plain Base64.
  private static func facts(ofDataURI text: String) -> MediaFacts? {
    guard MediaAddress.isDataURI(text) else { return nil }
    // Texts that do not lie in memory as UTF-8 come from Apple's frameworks.
    return text.utf8.withContiguousStorageIfAvailable { facts(in: $0[...]) } ?? facts(in: Array(text.utf8)[...])
  }

  private static func facts(in text: some RandomAccessCollection<UInt8>) -> MediaFacts? {
    let longestHeader = 512
    let header = text.prefix(longestHeader).prefix { $0 != UInt8(ascii: ",") }
    let marker = ";base64"
    guard header.count < longestHeader,
      header.suffix(marker.utf8.count).elementsEqual(marker.utf8, by: { $0 | 0x20 == $1 | 0x20 })
    else { return nil }
    let content = text.dropFirst(header.count + 1)
    // Line breaks and percent signs shift everything behind them.
    let isPlain = content.prefix(longestHeader).dropLast(2).allSatisfy { Base64Bytes<[UInt8]>.value(of: $0) != nil }
    let bytes = Base64Bytes(content)
    return isPlain && !bytes.isEmpty ? MediaProbe.facts(of: bytes) : nil
  }
}

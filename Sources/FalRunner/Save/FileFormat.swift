import FalMedia
import FalStorage

/// What kind of file has arrived, which its bytes decide before anything that is said of it.
package struct FileFormat: Sendable {
  /// The media type; `nil` when neither the bytes nor anybody tells.
  let contentType: String?
  /// The end of the file's name, without the dot.
  let fileExtension: String
  var width: Int?
  var height: Int?

  /// The end of names of files of which nothing is known.
  static let unknownExtension = "bin"

  /// - Parameters:
  ///   - facts: What the bytes tell.
  ///   - file: What the result says.
  ///   - serverType: The media type that came with the bytes.
  init(_ facts: MediaFacts, of file: ResultFile, serverType: String? = nil) {
    let claims = Claims(file, serverType)
    width = facts.width
    height = facts.height
    if facts.container.isEnvelope, !claims.wouldBeRecognised {
      // Kinds that the bytes do not tell apart: text, JSON, meshes, archives of a special kind.
      contentType = claims.contentType ?? (facts.container == .unknown ? nil : facts.mediaType)
      fileExtension = claims.fileExtension ?? Self.usualExtension(facts)
    } else if facts.container == .unknown {
      // It claims to be something that it is not.
      contentType = nil
      fileExtension = Self.unknownExtension
    } else {
      contentType = facts.mediaType
      fileExtension = Self.fileExtension(facts, claims)
    }
  }

  /// The end of its name that a file most likely gets, before it has arrived.
  static func expectedExtension(of file: ResultFile) -> String? { Claims(file, nil).fileExtension }

  private static func fileExtension(_ facts: MediaFacts, _ claims: Claims) -> String {
    let possible = facts.container.fileExtensions
    if let claimed = claims.fileExtension, possible.contains(claimed) { return claimed }
    let usual = FileExtensions.usual(for: facts.mediaType)
    return usual.flatMap { possible.contains($0) || facts.kind == .audio ? $0 : nil } ?? usualExtension(facts)
  }

  private static func usualExtension(_ facts: MediaFacts) -> String {
    facts.container.fileExtensions.first ?? FileExtensions.usual(for: facts.mediaType) ?? unknownExtension
  }

  /// The last part of an address, without what follows a question mark; empty for a data URI.
  package static func lastPart(ofAddress url: String) -> String {
    if MediaAddress.isDataURI(url) { return "" }
    let path = url.prefix { $0 != "?" && $0 != "#" }
    return path.split(separator: "/").dropFirst(2).last.map(String.init) ?? ""
  }

  /// What is said of a file, of which only what falkit knows is used.
  private struct Claims {
    let contentType: String?
    let fileExtension: String?

    init(_ file: ResultFile, _ serverType: String?) {
      let names = [file.fileName, FileFormat.lastPart(ofAddress: file.url)].compactMap(\.self)
      let named = names.lazy.compactMap { name in FileExtensions.contentType(ofName: name).map { (name, $0) } }.first
      let uri = file.isDataURI ? MediaAddress.mediaType(ofDataURI: file.url) : nil
      let types = [file.contentType, serverType, uri].compactMap(\.self).map { Self.plain($0) }
      let type = types.first { $0 != "application/octet-stream" && FileExtensions.usual(for: $0) != nil }
      contentType = type ?? named?.1 ?? types.first
      if let named, type == nil || named.1 == type {
        fileExtension = named.0.split(separator: ".").last.map { $0.lowercased() }
      } else {
        fileExtension = type.flatMap(FileExtensions.usual)
      }
    }

    private static func plain(_ type: String) -> String {
      String(type.prefix { $0 != ";" }.lowercased().filter { !$0.isWhitespace })
    }

    /// Whether the bytes of such a file tell what it is.
    var wouldBeRecognised: Bool {
      guard let contentType else { return false }
      return ["image/", "video/", "audio/"].contains { contentType.hasPrefix($0) }
    }
  }
}

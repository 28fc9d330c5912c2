/// Finds out what kind of file something is: by its first bytes, and where they do not tell, by its name.
package enum ContentType {
  /// What is said of files of which nothing is known.
  static let unknown = "application/octet-stream"

  /// So many bytes are enough.
  static let headLength = 512

  /// The media type of a file.
  ///
  /// - Parameters:
  ///   - head: The file's first bytes.
  ///   - name: The file's name.
  /// - Returns: The media type, as in `image/png`.
  package static func of(head: some Collection<UInt8>, name: String) -> String {
    let named = FileExtensions.contentType(ofName: name)
    guard let found = FileSignatures.contentType(of: Array(head.prefix(headLength))) else { return named ?? unknown }
    // Many kinds of file are ZIP archives, Ogg or XML inside: the name tells which.
    if let named, FileSignatures.isEnvelope(found) { return named }
    return found
  }
}

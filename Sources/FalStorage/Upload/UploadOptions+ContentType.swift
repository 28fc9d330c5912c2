import FalCore

extension UploadOptions {
  /// The media type that a file is uploaded with when none is given.
  ///
  /// - Throws: `FalError` of kind `file` when it cannot be read.
  package static func contentType(ofFile path: String) throws(FalError) -> String {
    let file = try LocalFile(path: path)
    return ContentType.of(head: file.head, name: file.name)
  }

  /// The media type that bytes are uploaded with when none is given.
  package static func contentType(of bytes: [UInt8], name: String?) -> String {
    ContentType.of(head: bytes, name: name ?? "")
  }
}

import FalCore
import FalMedia

/// Something to upload, with all that has to be known of it.
struct UploadSource: Sendable {
  private enum Content: Sendable {
    case file(FileToUpload)
    case bytes([UInt8])

    func facts() throws(FalError) -> MediaFacts {
      switch self {
      case .file(let file): try file.facts()
      case .bytes(let bytes): MediaProbe.facts(of: bytes)
      }
    }
  }

  private let content: Content
  let length: Int
  let contentType: String
  let name: String

  /// A file on disk.
  ///
  /// - Throws: `FalError` of kind `file` when it cannot be read.
  init(path: String, _ options: UploadOptions) throws(FalError) {
    let file = try FileToUpload(path: path)
    try self.init(.file(file), length: file.length, name: file.name, options)
  }

  /// Bytes in memory.
  ///
  /// - Throws: `FalError` of kind `invalidConfiguration` when the content type cannot be one.
  init(bytes: [UInt8], _ options: UploadOptions) throws(FalError) {
    try self.init(.bytes(bytes), length: bytes.count, name: "", options)
  }

  private init(
    _ content: Content,
    length: Int,
    name: String,
    _ options: UploadOptions
  ) throws(FalError) {
    self.content = content
    self.length = length
    let name = options.name ?? name
    if let given = options.contentType {
      contentType = given
    } else {
      contentType = try content.facts().mediaType(ofFileNamed: name)
    }
    guard !contentType.isEmpty, contentType.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) else {
      throw FalError(.invalidConfiguration, "'\(contentType)' is no media type")
    }
    self.name = FileName.safe(name, contentType: contentType)
  }

  /// The whole as the body of a request.
  var body: HTTPRequestBody { body(of: 0..<length) }

  /// A part as the body of a request; of a file it is read while it is sent.
  func body(of range: Range<Int>) -> HTTPRequestBody {
    switch content {
    case .file(let file): .file(path: file.path, offset: range.lowerBound, length: range.count)
    case .bytes(let bytes): .bytes(range.count == bytes.count ? bytes : Array(bytes[range]))
    }
  }
}

/// A picture that a model returns.
public struct ImageFile: FalFile, Hashable, Codable, Identifiable {
  /// Where the file can be fetched.
  public var url: String
  /// The media type, as in `image/png`.
  public var contentType: String?
  /// The name that the service gives the file.
  public var fileName: String?
  /// The size in bytes.
  public var fileSize: Int?
  /// The width in pixels.
  public var width: Int?
  /// The height in pixels.
  public var height: Int?

  /// The address, which tells files apart.
  public var id: String { url }

  private enum CodingKeys: String, CodingKey {
    case url
    case contentType = "content_type"
    case fileName = "file_name"
    case fileSize = "file_size"
    case width
    case height
  }

  /// Creates a description of a file, for tests and mocks.
  public init(
    url: String,
    contentType: String? = nil,
    fileName: String? = nil,
    fileSize: Int? = nil,
    width: Int? = nil,
    height: Int? = nil
  ) {
    self.url = url
    self.contentType = contentType
    self.fileName = fileName
    self.fileSize = fileSize
    self.width = width
    self.height = height
  }

  /// Reads a file's description.
  public init(from reader: inout OutputReader) {
    url = reader.string("url")
    contentType = reader.optionalString("content_type")
    fileName = reader.optionalString("file_name")
    fileSize = reader.optionalInteger("file_size")
    width = reader.optionalInteger("width")
    height = reader.optionalInteger("height")
  }
}

/// A file that a model returns, of any kind.
public struct MediaFile: FalFile, FalCodable, Hashable, Identifiable {
  /// Where the file can be fetched.
  public var url: String
  /// The media type, as in `application/zip`.
  public var contentType: String?
  /// The name that the service gives the file.
  public var fileName: String?
  /// The size in bytes.
  public var fileSize: Int?
  /// The content in Base64, from the few models that give it here.
  public var fileData: String?

  /// The address, which tells files apart.
  public var id: String { url }

  /// Creates a description of a file, for tests and mocks.
  public init(
    url: String,
    contentType: String? = nil,
    fileName: String? = nil,
    fileSize: Int? = nil,
    fileData: String? = nil
  ) {
    self.url = url
    self.contentType = contentType
    self.fileName = fileName
    self.fileSize = fileSize
    self.fileData = fileData
  }

  /// Reads a file's description.
  public init(from reader: inout OutputReader) {
    url = reader.string("url")
    contentType = reader.optionalString("content_type")
    fileName = reader.optionalString("file_name")
    fileSize = reader.optionalInteger("file_size")
    fileData = reader.optionalString("file_data")
  }

  /// Writes the description.
  public func write(to writer: inout InputWriter) {
    writer.string("url", url)
    writer.string("content_type", contentType)
    writer.string("file_name", fileName)
    writer.integer("file_size", fileSize)
    writer.string("file_data", fileData)
  }
}

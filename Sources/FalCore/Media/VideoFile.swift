/// A clip that a model returns.
public struct VideoFile: FalFile, FalCodable, Hashable, Identifiable {
  /// Where the file can be fetched.
  public var url: String
  /// The media type, as in `video/mp4`.
  public var contentType: String?
  /// The name that the service gives the file.
  public var fileName: String?
  /// The size in bytes.
  public var fileSize: Int?
  /// The width in pixels.
  public var width: Int?
  /// The height in pixels.
  public var height: Int?
  /// The duration in seconds.
  public var duration: Double?
  /// The frames per second.
  public var fps: Double?
  /// The number of frames.
  public var frameCount: Int?

  /// The address, which tells files apart.
  public var id: String { url }

  /// Creates a description of a file, for tests and mocks.
  public init(
    url: String,
    contentType: String? = nil,
    fileName: String? = nil,
    fileSize: Int? = nil,
    width: Int? = nil,
    height: Int? = nil,
    duration: Double? = nil,
    fps: Double? = nil,
    frameCount: Int? = nil
  ) {
    self.url = url
    self.contentType = contentType
    self.fileName = fileName
    self.fileSize = fileSize
    self.width = width
    self.height = height
    self.duration = duration
    self.fps = fps
    self.frameCount = frameCount
  }

  /// Reads a file's description.
  public init(from reader: inout OutputReader) {
    url = reader.string("url")
    contentType = reader.optionalString("content_type")
    fileName = reader.optionalString("file_name")
    fileSize = reader.optionalInteger("file_size")
    width = reader.optionalInteger("width")
    height = reader.optionalInteger("height")
    duration = reader.optionalNumber("duration")
    fps = reader.optionalNumber("fps")
    frameCount = reader.optionalInteger("num_frames")
  }

  /// Writes the description.
  public func write(to writer: inout InputWriter) {
    writer.string("url", url)
    writer.string("content_type", contentType)
    writer.string("file_name", fileName)
    writer.integer("file_size", fileSize)
    writer.integer("width", width)
    writer.integer("height", height)
    writer.number("duration", duration)
    writer.number("fps", fps)
    writer.integer("num_frames", frameCount)
  }
}

/// A sound that a model returns.
public struct AudioFile: FalFile, FalCodable, Hashable, Identifiable {
  /// Where the file can be fetched.
  public var url: String
  /// The media type, as in `audio/mpeg`.
  public var contentType: String?
  /// The name that the service gives the file.
  public var fileName: String?
  /// The size in bytes.
  public var fileSize: Int?
  /// The duration in seconds.
  public var duration: Double?
  /// The samples per second.
  public var sampleRate: Int?
  /// The number of channels.
  public var channels: Int?
  /// The bits per second, a number or a text such as `192k`.
  public var bitrate: JSON?

  /// The address, which tells files apart.
  public var id: String { url }

  /// Creates a description of a file, for tests and mocks.
  public init(
    url: String,
    contentType: String? = nil,
    fileName: String? = nil,
    fileSize: Int? = nil,
    duration: Double? = nil,
    sampleRate: Int? = nil,
    channels: Int? = nil,
    bitrate: JSON? = nil
  ) {
    self.url = url
    self.contentType = contentType
    self.fileName = fileName
    self.fileSize = fileSize
    self.duration = duration
    self.sampleRate = sampleRate
    self.channels = channels
    self.bitrate = bitrate
  }

  /// Reads a file's description.
  public init(from reader: inout OutputReader) {
    url = reader.string("url")
    contentType = reader.optionalString("content_type")
    fileName = reader.optionalString("file_name")
    fileSize = reader.optionalInteger("file_size")
    duration = reader.optionalNumber("duration")
    sampleRate = reader.optionalInteger("sample_rate")
    channels = reader.optionalInteger("channels")
    bitrate = reader.optionalJSON("bitrate")
  }

  /// Writes the description.
  public func write(to writer: inout InputWriter) {
    writer.string("url", url)
    writer.string("content_type", contentType)
    writer.string("file_name", fileName)
    writer.integer("file_size", fileSize)
    writer.number("duration", duration)
    writer.integer("sample_rate", sampleRate)
    writer.integer("channels", channels)
    writer.json("bitrate", bitrate)
  }
}

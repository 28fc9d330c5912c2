/// A file that was downloaded.
public struct DownloadedFile: Sendable, Hashable {
  /// Where it is on disk.
  public let path: String
  /// The media type that the server gave, as in `image/png`; `nil` when it gave none.
  public let contentType: String?
  /// Its size in bytes.
  public let size: Int
}

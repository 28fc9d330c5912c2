/// A file that was uploaded.
public struct UploadedFile: Sendable, Hashable {
  /// Where it is now.
  public let url: String
  /// What it is called there.
  public let name: String
  /// Its media type.
  public let contentType: String
  /// Its size in bytes.
  public let size: Int
}

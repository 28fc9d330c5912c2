/// A local file that stands in an input as an address, so that the request can be made again from the file.
public struct LocalFileReference: Sendable, Hashable {
  /// Where it stands in the input: `image_urls[0]`.
  public let field: String
  /// The path, as it was given.
  public let path: String

  /// Creates a reference.
  public init(field: String, path: String) {
    self.field = field
    self.path = path
  }
}

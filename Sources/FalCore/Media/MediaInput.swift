/// A file that a model takes: an image, a clip, a sound, an archive.
///
/// A string literal is an address: `imageURL: "https://example.com/photo.png"`. Data URIs are addresses, too.
public struct MediaInput: Sendable, Hashable {
  /// The address that is sent.
  public let url: String

  /// Uses a file that is already on the web, or a data URI.
  public init(url: String) {
    self.url = url
  }

  /// Uses a file that is already on the web, or a data URI.
  public static func url(_ url: String) -> MediaInput { MediaInput(url: url) }
}

extension MediaInput: ExpressibleByStringInterpolation {
  /// Uses the address in a literal.
  public init(stringLiteral url: String) { self.init(url: url) }
}

extension MediaInput: FalInput {
  /// Writes the address.
  public func write(to writer: inout InputWriter) { writer.set(.string(url)) }
}

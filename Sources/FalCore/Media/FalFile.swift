#if canImport(FoundationEssentials)
  public import FoundationEssentials
#else
  public import Foundation
#endif

/// A file that a model returns: `ImageFile`, `VideoFile`, `AudioFile` or any `MediaFile`.
public protocol FalFile: FalOutput {
  /// Where the file can be fetched.
  var url: String { get }
  /// The media type, as in `image/png`; `nil` when the service does not say.
  var contentType: String? { get }
  /// The name that the service gives the file, which may be anything; `nil` when it gives none.
  var fileName: String? { get }
  /// The size in bytes; `nil` when the service does not say.
  var fileSize: Int? { get }
}

extension FalFile {
  /// Where the file can be fetched, as a `URL`; `nil` when the service's text is none.
  public var location: URL? { URL(string: url) }
}

// Files with descriptions of their own, of which generated types tell what their documents do.
extension FalFile {
  /// The media type, as in `image/png`; `nil` when the service does not say.
  public var contentType: String? { nil }
  /// The name that the service gives the file, which may be anything; `nil` when it gives none.
  public var fileName: String? { nil }
  /// The size in bytes; `nil` when the service does not say.
  public var fileSize: Int? { nil }
}

#if canImport(FoundationEssentials)
  public import FoundationEssentials
#else
  public import Foundation
#endif

/// A file that a model takes: an image, a clip, a sound, an archive.
///
/// A string literal is an address: `imageURL: "https://example.com/photo.png"`. Data URIs are addresses, too. With
/// FalStorage, files and data are uploaded before the input is sent.
///
/// ```swift
/// let onTheWeb: MediaInput = "https://example.com/photo.png"
/// let onDisk = MediaInput.file("photo.png")
/// let inMemory = MediaInput.data(try Data(contentsOf: file), options: UploadOptions(name: "photo.png"))
/// ```
public struct MediaInput: Sendable, Hashable {
  enum Source: Sendable, Hashable {
    case address(String)
    case upload(MediaUpload)
  }

  let source: Source

  /// Uses a file that is already on the web, or a data URI.
  public init(url: String) {
    source = .address(url)
  }

  /// Uses a file that is uploaded before the input is sent.
  package init(upload: MediaUpload) {
    source = .upload(upload)
  }

  /// Uses a file that is already on the web, or a data URI.
  public static func url(_ url: String) -> MediaInput { MediaInput(url: url) }

  /// Uses a file that is already on the web; for one on disk there is `file`.
  public static func url(_ url: URL) -> MediaInput { MediaInput(url: url.absoluteString) }

  /// The address; `nil` for a file that is yet to be uploaded.
  public var url: String? {
    if case .address(let url) = source { url } else { nil }
  }
}

extension MediaInput: ExpressibleByStringInterpolation {
  /// Uses the address in a literal.
  public init(stringLiteral url: String) { self.init(url: url) }
}

extension MediaInput: FalInput {
  /// Writes the address.
  public func write(to writer: inout InputWriter) { writer.set(self) }
}

extension MediaInput: FalCodable {
  /// Reads an address.
  public init(from reader: inout OutputReader) { self.init(url: String(from: &reader)) }
}

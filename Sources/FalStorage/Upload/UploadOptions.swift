public import FalCore
import FalMedia

/// How something is uploaded.
///
/// ```swift
/// let options = UploadOptions(name: "cat.png", lifecycle: ObjectLifecycle(expiration: .seconds(3600)))
/// let input = FluxDevImageToImage.Input(imageURL: .file(path, options: options), prompt: "as a watercolour")
/// ```
public struct UploadOptions: Sendable {
  /// What the file is called at fal; its own name where none is given.
  public var name: String?
  /// The media type, as in `image/png`; found out by content and name where none is given.
  public var contentType: String?
  /// How long the file lives, and who may see it; the account's settings where nothing is given.
  public var lifecycle: ObjectLifecycle?
  /// How many parts of a large file are sent at the same time, 1 to 10; 4 by default.
  public var parallelParts: Int
  /// Is told how much has been sent, from any thread; must return soon.
  public var progress: (@Sendable (TransferProgress) -> Void)?

  /// Files up to this size are sent in one piece.
  package var largestPiece = 100 << 20
  /// The size of the parts of larger ones.
  package var partSize = 10 << 20

  /// Creates options that ask for nothing but what is given.
  ///
  /// - Parameters:
  ///   - name: What the file is called at fal.
  ///   - contentType: The media type, as in `image/png`.
  ///   - lifecycle: How long the file lives, and who may see it.
  ///   - parallelParts: How many parts of a large file are sent at the same time, 1 to 10.
  ///   - progress: Is told how much has been sent, from any thread; must return soon.
  public init(
    name: String? = nil,
    contentType: String? = nil,
    lifecycle: ObjectLifecycle? = nil,
    parallelParts: Int = 4,
    progress: (@Sendable (TransferProgress) -> Void)? = nil
  ) {
    self.name = name
    self.contentType = contentType
    self.lifecycle = lifecycle
    self.parallelParts = parallelParts
    self.progress = progress
  }
}

extension UploadOptions {
  /// The media type that a file is uploaded with when none is given.
  ///
  /// - Throws: `FalError` of kind `file` when it cannot be read.
  package static func contentType(ofFile path: String) throws(FalError) -> String {
    let file = try FileToUpload(path: path)
    return try file.facts().mediaType(ofFileNamed: file.name)
  }

  /// The media type that bytes are uploaded with when none is given.
  package static func contentType(of bytes: [UInt8], name: String?) -> String {
    MediaProbe.facts(of: bytes).mediaType(ofFileNamed: name ?? "")
  }
}

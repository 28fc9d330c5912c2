// What a model returns that programs look for, whatever else is in its output and whatever its members are called.

/// An output with pictures, as any model returns them that makes or edits some.
///
/// ```swift
/// func save(_ output: some HasImages, with fal: FalClient) async throws {
///   for (number, image) in output.imageFiles.enumerated() { try await fal.download(image, to: "\(number).png") }
/// }
/// ```
public protocol HasImages: FalOutput {
  /// All pictures of the output, in the order of its members; empty when the model returned none.
  var imageFiles: [ImageFile] { get }
}

/// An output with clips.
public protocol HasVideos: FalOutput {
  /// All clips of the output, in the order of its members; empty when the model returned none.
  var videoFiles: [VideoFile] { get }
}

/// An output with sound: speech, music, effects.
public protocol HasAudio: FalOutput {
  /// All sound files of the output, in the order of its members; empty when the model returned none.
  var audioFiles: [AudioFile] { get }
}

/// An output with bodies: meshes, scenes, point clouds.
public protocol Has3DModels: FalOutput {
  /// All files of bodies in the output, in the order of its members; empty when the model returned none.
  var model3DFiles: [MediaFile] { get }
}

/// An output whose point is a text: what a language model answers, a transcript, a caption.
public protocol HasText: FalOutput {
  /// The text; empty when the model returned none.
  var plainText: String { get }
}

// An output may be nothing but a file.

extension ImageFile: HasImages {
  /// The file itself.
  public var imageFiles: [ImageFile] { [self] }

  /// Takes over what any file says of itself.
  public init(_ file: some FalFile) {
    self.init(url: file.url, contentType: file.contentType, fileName: file.fileName, fileSize: file.fileSize)
  }
}

extension VideoFile: HasVideos {
  /// The file itself.
  public var videoFiles: [VideoFile] { [self] }

  /// Takes over what any file says of itself.
  public init(_ file: some FalFile) {
    self.init(url: file.url, contentType: file.contentType, fileName: file.fileName, fileSize: file.fileSize)
  }
}

extension AudioFile: HasAudio {
  /// The file itself.
  public var audioFiles: [AudioFile] { [self] }

  /// Takes over what any file says of itself.
  public init(_ file: some FalFile) {
    self.init(url: file.url, contentType: file.contentType, fileName: file.fileName, fileSize: file.fileSize)
  }
}

extension MediaFile {
  /// Takes over what any file says of itself.
  public init(_ file: some FalFile) {
    self.init(url: file.url, contentType: file.contentType, fileName: file.fileName, fileSize: file.fileSize)
  }
}

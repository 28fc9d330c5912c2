import FalMedia

extension MediaKind {
  /// Whether a file certainly is not what a field of this kind takes.
  ///
  /// What falkit does not recognise may be meant: the kind of a field mostly is a guess by its name, and services take more
  /// than they say. Sound is taken from clips, animations stand for clips, and masks may move. A text, an archive or a
  /// document is nothing to see or hear; mostly it is a web page in place of the file. Training data is an archive, never a
  /// file that something can be seen or heard in.
  func excludes(_ facts: MediaFacts, field: String) -> Bool {
    switch (self, facts.kind) {
    case (.image, .other), (.video, .other), (.audio, .other): facts.container != .unknown
    case (.image, .video) where field.contains("mask"): false
    case (_, .other): false
    case (.file, _): Self.namesArchive(field)
    case (.image, .image), (.video, .video), (.audio, .audio), (.model3D, .model3D), (.audio, .video): false
    case (.video, .image): facts.container != .gif && facts.frameCount == 1
    default: true
    }
  }

  /// Whether a field takes many files in one: `images_data_url`, `image_archive_url`.
  static func namesArchive(_ field: String) -> Bool {
    let words = field.split(separator: "_").filter { !["url", "urls"].contains($0) }
    return words.last.map { ["data", "dataset", "archive", "zip"].contains($0) } ?? false
  }
}

extension MediaLimits {
  /// Whether a file certainly has none of the formats that are taken.
  ///
  /// A format that falkit does not know by content, such as one that is a ZIP file or a text inside, may be any file.
  func excludesFormat(of facts: MediaFacts) -> Bool {
    guard !formats.isEmpty, ![.unknown, .text].contains(facts.container) else { return false }
    let formats = formats.map { $0.lowercased() }
    let taken = facts.container.fileExtensions
    return formats.allSatisfy { MediaContainer.recognizedExtensions.contains($0) && !taken.contains($0) }
  }
}

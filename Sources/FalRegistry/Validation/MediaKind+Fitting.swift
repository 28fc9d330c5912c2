import FalMedia

extension MediaKind {
  /// Whether a file certainly is not what a field of this kind takes.
  ///
  /// What falkit does not recognise may be meant: the kind of a field mostly is a guess by its name, and services take more
  /// than they say. Sound is taken from clips, animations stand for clips, and masks may move. A text, an archive or a
  /// document is nothing to see or hear; mostly it is a web page in place of the file.
  func excludes(_ facts: MediaFacts, field: String) -> Bool {
    switch (self, facts.kind) {
    case (.image, .other), (.video, .other), (.audio, .other): facts.container != .unknown
    case (.image, .video) where field.contains("mask"): false
    case (_, .other), (.file, _): false
    case (.image, .image), (.video, .video), (.audio, .audio), (.model3D, .model3D), (.audio, .video): false
    case (.video, .image): facts.container != .gif && facts.frameCount == 1
    default: true
    }
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

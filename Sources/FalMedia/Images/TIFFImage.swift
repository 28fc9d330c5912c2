/// TIFF: the size is in the first directory.
///
/// Of BigTIFF nothing but the format is said.
enum TIFFImage {
  static func read(_ file: FileReader, into facts: inout MediaFacts) {
    guard let directory = TIFFDirectory(file, start: 0, end: file.byteCount) else { return }
    facts.setSize(width: directory.width, height: directory.height, isTurned: directory.isTurned)
    facts.frameCount = 1
  }
}

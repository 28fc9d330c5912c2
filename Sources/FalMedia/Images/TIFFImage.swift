/// The first directory of a TIFF file, or of Exif data, which has the same form.
struct TIFFDirectory {
  private(set) var width: Int?
  private(set) var height: Int?
  private(set) var orientation: Int?

  /// Whether the picture is turned by a quarter, or mirrored and turned, for display.
  var isTurned: Bool { (5...8).contains(orientation ?? 1) }

  /// Reads a directory; `nil` when there is none.
  init?(_ file: FileReader, start: Int, end: Int) {
    guard let header = file.block(at: start, count: 8) else { return nil }
    let order: ByteOrder
    switch header.fourCC(at: 0) {
    case "II*\0": order = .little
    case "MM\0*": order = .big
    default: return nil
    }
    guard let offset = header.uint32(at: 4, order), let position = start.adding(offset), position < end,
      let count = file.block(at: position, count: 2)?.uint16(at: 0, order)
    else { return nil }
    for index in 0..<count {
      let place = position + 2 + index * Self.entryLength
      guard place < end, let entry = file.block(at: place, count: Self.entryLength) else { return }
      switch entry.uint16(at: 0, order) {
      case 256: width = Self.value(of: entry, order)
      case 257: height = Self.value(of: entry, order)
      case 274: orientation = Self.value(of: entry, order)
      default: break
      }
    }
  }

  private static let entryLength = 12

  /// A single integer, which stands in the entry itself.
  private static func value(of entry: ByteBlock, _ order: ByteOrder) -> Int? {
    switch entry.uint16(at: 2, order) {
    case 1: entry.uint8(at: 8)
    case 3: entry.uint16(at: 8, order)
    case 4: entry.uint32(at: 8, order)
    default: nil
    }
  }
}

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

import FalMedia
import Testing

@Suite("JPEG")
struct JPEGTests {
  /// A frame header of 640x480 of some kind.
  private func frame(_ marker: UInt8) -> [UInt8] {
    [0xFF, marker, 0, 17, 8] + Bytes.big(480 as UInt16) + Bytes.big(640 as UInt16) + [3] + Bytes.zeros(9)
  }

  /// Exif data with an orientation, and behind it a thumbnail of another size.
  private func exif(orientation: UInt16, isBig: Bool) -> [UInt8] {
    func number(_ value: some FixedWidthInteger) -> [UInt8] { isBig ? Bytes.big(value) : Bytes.little(value) }
    let directory: [UInt8] =
      number(2 as UInt16) + number(271 as UInt16) + number(2 as UInt16) + number(4 as UInt32) + [65, 66, 67, 0]
      + number(274 as UInt16) + number(3 as UInt16) + number(1 as UInt32) + number(orientation) + [0, 0]
      + number(0 as UInt32)
    let thumbnail: [UInt8] =
      [0xFF, 0xD8, 0xFF, 0xC0, 0, 17, 8] + Bytes.big(90 as UInt16) + Bytes.big(160 as UInt16) + Bytes.zeros(10)
    let content =
      Array("Exif\0\0".utf8) + Array((isBig ? "MM" : "II").utf8) + number(42 as UInt16) + number(8 as UInt32)
      + directory + thumbnail
    return [0xFF, 0xE1] + Bytes.big(UInt16(content.count + 2)) + content
  }

  @Test("Every kind of frame header has the size", arguments: [0xC0, 0xC1, 0xC2, 0xC3, 0xC9, 0xCA] as [UInt8])
  func kinds(marker: UInt8) {
    let tables: [UInt8] = [0xFF, 0xC4, 0, 5, 1, 2, 3, 0xFF, 0xCC, 0, 4, 1, 2]
    let facts = MediaProbe.facts(of: [0xFF, 0xD8] + tables + frame(marker))
    #expect(facts.width == 640 && facts.height == 480)
  }

  @Test("Exif turns the picture, and its thumbnail is not taken for it", arguments: 1...8 as ClosedRange<UInt16>)
  func orientation(value: UInt16) {
    for isBig in [true, false] {
      let facts = MediaProbe.facts(of: [0xFF, 0xD8] + exif(orientation: value, isBig: isBig) + frame(0xC2))
      #expect([facts.width, facts.height] == (value < 5 ? [640, 480] : [480, 640]))
    }
  }

  @Test("Padding before markers and bytes between segments are skipped")
  func padding() {
    let comment: [UInt8] = [0xFF, 0xFE, 0, 4, 0xFF, 0xC0]
    let facts = MediaProbe.facts(of: [0xFF, 0xD8] + comment + [0, 7, 0xFF, 0xFF] + frame(0xC0))
    #expect(facts.width == 640)
  }

  @Test("Without a frame header only the container is known")
  func cut() {
    for bytes in [[0xFF, 0xD8, 0xFF], [0xFF, 0xD8, 0xFF, 0xDA, 0, 2] + frame(0xC0)] as [[UInt8]] {
      let facts = MediaProbe.facts(of: bytes)
      #expect(facts.container == .jpeg && facts.width == nil && facts.frameCount == nil)
    }
  }
}

import Testing

@testable import FalMedia

@Suite("Other pictures")
struct ImageTests {
  @Test("A bitmap can be upside down, or of the oldest form")
  func bitmaps() {
    let head = Array("BM".utf8) + Bytes.zeros(12)
    let upsideDown = head + Bytes.little(40 as UInt32) + Bytes.little(640 as Int32) + Bytes.little(-480 as Int32)
    let old = head + Bytes.little(12 as UInt32) + Bytes.little(640 as UInt16) + Bytes.little(480 as UInt16)
    for bytes in [upsideDown, old] {
      let facts = MediaProbe.facts(of: bytes)
      #expect(facts.container == .bmp && facts.width == 640 && facts.height == 480)
    }
  }

  @Test("Two letters do not make a bitmap")
  func notABitmap() {
    #expect(MediaProbe.facts(of: Array("BM, Belgium, and other words".utf8)).container == .text)
  }

  @Test("Frames of a GIF that ask for no delay are shown for a tenth of a second")
  func gif() {
    let table = Bytes.zeros(6)
    let frame: [UInt8] = [0x2C] + Bytes.zeros(8) + [0x80] + table + [2, 1, 0, 0]
    let control: [UInt8] = [0x21, 0xF9, 4, 0, 0, 0, 0, 0]
    let halfSecond: [UInt8] = [0x21, 0xF9, 4, 0, 50, 0, 0, 0]
    let header =
      Array("GIF89a".utf8) + Bytes.little(640 as UInt16) + Bytes.little(480 as UInt16) + [0x80, 0, 0] + table
    let facts = MediaProbe.facts(of: header + control + frame + halfSecond + frame + frame + [0x3B])
    #expect(facts.width == 640 && facts.height == 480 && facts.frameCount == 3)
    #expect(facts.duration == 0.7)
  }

  @Test("A large GIF is not read to its end")
  func hugeGIF() {
    // Empty blocks all over: the size is known, and the rest would cost too much.
    let bytes = Array("GIF89a".utf8) + [1, 0, 1, 0, 0, 0, 0] + Bytes.zeros(1000)
    let facts = MediaProbe.facts(in: FileReader(BytesInMemory(bytes), mostRequests: 500))
    #expect(facts.width == 1 && facts.frameCount == nil && facts.duration == nil)
  }

  @Test("A lossless WebP has its size in fourteen bits each, less one")
  func webP() {
    let size = UInt32(16383 - 1) | UInt32(1200 - 1) << 14
    let chunk = Array("VP8L".utf8) + Bytes.little(10 as UInt32) + [0x2F] + Bytes.little(size) + Bytes.zeros(5)
    let facts = MediaProbe.facts(of: Array("RIFF".utf8) + Bytes.little(22 as UInt32) + Array("WEBP".utf8) + chunk)
    #expect(facts.width == 16383 && facts.height == 1200 && facts.frameCount == 1)
  }

  @Test("No pixels, or more than there can be, are no size", arguments: [0, UInt32.max])
  func implausible(side: UInt32) {
    let header = Array("\u{89}PNG\r\n\u{1A}\n".unicodeScalars.map { UInt8($0.value) })
    let chunk = Bytes.big(13 as UInt32) + Array("IHDR".utf8) + Bytes.big(side) + Bytes.big(100 as UInt32)
    let facts = MediaProbe.facts(of: header + chunk)
    #expect(facts.container == .png && facts.width == nil && facts.height == nil && facts.aspectRatio == nil)
  }
}

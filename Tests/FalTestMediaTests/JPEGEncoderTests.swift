import FalTestMedia
import TestSupport
import Testing

@Suite struct JPEGEncoderTests {
  @Test(arguments: [(1, 1), (7, 5), (8, 8), (16, 16), (17, 33), (100, 75), (161, 49)])
  func decodesToNearlyTheSameBrightness(width: Int, height: Int) throws {
    let raster = Picture(prompt: "a cat", seed: 3, width: width, height: height).raster()
    let reader = try JPEGReader(JPEGEncoder.encode(raster, quality: 100))
    #expect((reader.width, reader.height) == (width, height))
    // Colours have half the resolution and are checked below, but the brightness of each pixel is kept.
    let differences = zip(brightness(raster.bytes), brightness(reader.pixels)).map { abs($0 - $1) }
    #expect(differences.reduce(0, +) / Double(differences.count) < 1.5)
    #expect(differences.filter { $0 > 3 }.count <= differences.count / 50)
  }

  @Test(arguments: [0, 1, 2, 3])
  func decodesToNearlyTheSameColors(seed: UInt64) throws {
    let raster = Picture(prompt: "", seed: seed, width: 150, height: 101).raster()
    let reader = try JPEGReader(JPEGEncoder.encode(raster, quality: 90))
    try #require(reader.pixels.count == raster.bytes.count)
    let differences = zip(raster.bytes, reader.pixels).map { abs(Int($0) - Int($1)) }
    #expect(differences.reduce(0, +) < 3 * differences.count)
    #expect(differences.filter { $0 > 12 }.count < differences.count / 30)
  }

  @Test func qualityDecidesAboutTheSize() {
    let raster = Picture(prompt: "a cat", seed: 3, width: 200, height: 200).raster()
    let sizes = [5, 30, 60, 90, 100].map { JPEGEncoder.encode(raster, quality: $0).count }
    #expect(sizes == sizes.sorted())
    #expect(Set(sizes).count == sizes.count)
    #expect(JPEGEncoder.encode(raster, quality: -3) == JPEGEncoder.encode(raster, quality: 1))
    #expect(JPEGEncoder.encode(raster, quality: .max) == JPEGEncoder.encode(raster, quality: 100))
  }

  @Test func isDecodableInTheLowestQuality() throws {
    let raster = Picture(prompt: "a cat", seed: 5, width: 65, height: 47).raster()
    let reader = try JPEGReader(JPEGEncoder.encode(raster, quality: 1))
    #expect(reader.pixels.count == raster.bytes.count)
  }

  @Test func startsWithAJFIFHeader() throws {
    var reader = ByteReader(Picture(prompt: "", seed: 1, width: 20, height: 10).jpeg())
    #expect(try reader.bigEndian(2) == 0xFFD8)
    #expect(try reader.bigEndian(2) == 0xFFE0)
    #expect(try reader.bigEndian(2) == 16)
    #expect(try reader.text(5) == "JFIF\0")
  }

  private func brightness(_ bytes: [UInt8]) -> [Double] {
    stride(from: 0, to: bytes.count, by: 3).map { offset in
      let red = 0.299 * Double(bytes[offset])
      let green = 0.587 * Double(bytes[offset + 1])
      let blue = 0.114 * Double(bytes[offset + 2])
      return red + green + blue
    }
  }
}

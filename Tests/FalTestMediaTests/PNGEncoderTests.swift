import FalTestMedia
import TestSupport
import Testing

@Suite struct PNGEncoderTests {
  @Test(arguments: [(1, 1), (7, 5), (1, 90), (90, 1), (333, 257), (640, 480)])
  func decodesToTheSamePixels(width: Int, height: Int) throws {
    let raster = Picture(prompt: "a cat on a mat", seed: 3, width: width, height: height).raster()
    let reader = try PNGReader(PNGEncoder.encode(raster))
    #expect((reader.width, reader.height) == (width, height))
    #expect(reader.pixels == raster.bytes)
    #expect(reader.chunkTypes == ["IHDR", "IDAT", "IEND"])
  }

  @Test func shrinksDrawnPictures() {
    let picture = Picture(prompt: "a cat", seed: 1, width: 512, height: 512)
    #expect(picture.png().count < 512 * 512 * 3 / 6)
    // A black picture is little but matches of the greatest length, each of which takes less than three bytes.
    #expect(PNGEncoder.encode(Raster(width: 512, height: 512)).count < 512 * 512 * 3 / 258 * 3)
  }
}

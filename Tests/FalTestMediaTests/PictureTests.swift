import FalTestMedia
import TestSupport
import Testing

@Suite struct PictureTests {
  @Test func isTheSameForTheSameArguments() {
    let picture = Picture(prompt: "a cat", seed: 1, width: 120, height: 80)
    #expect(picture.raster() == picture.raster())
    #expect(picture.png() == picture.png())
    #expect(picture.jpeg() == picture.jpeg())
  }

  @Test func dependsOnTheSeed() {
    let pictures = Set((0..<20).map { Picture(prompt: "a cat", seed: $0, width: 64, height: 64).raster() })
    #expect(pictures.count == 20)
  }

  @Test func showsThePrompt() {
    func raster(_ prompt: String) -> Raster {
      Picture(prompt: prompt, seed: 1, width: 160, height: 120).raster()
    }
    #expect(raster("a cat") != raster("a dog"))
    #expect(raster("a cat") != raster(""))
    #expect(raster("a\n cat") == raster("a cat"))
    #expect(raster("caf\u{E9} \u{1F408}") == raster("caf? ?"))
    #expect(raster(" ") == raster(""))
  }

  @Test func hasAGlyphForEveryPrintableCharacter() {
    let rasters = (UInt8(ascii: "!")...UInt8(ascii: "~")).map { character in
      Picture(prompt: String(UnicodeScalar(character)), seed: 1, width: 32, height: 32).raster()
    }
    #expect(Set(rasters).count == rasters.count)
  }

  @Test func theTextIsWhiteOnADarkBand() {
    let raster = Picture(prompt: "III", seed: 1, width: 100, height: 100).raster()
    let empty = Picture(prompt: "", seed: 1, width: 100, height: 100).raster()
    let colors = stride(from: 0, to: raster.bytes.count, by: 3).map { raster.bytes[$0..<$0 + 3] }
    // A serif above and below of three pixels each, and a stem of five between them.
    #expect(colors.filter { $0.elementsEqual([255, 255, 255]) }.count == 3 * 11)
    #expect(zip(raster.bytes.suffix(3), empty.bytes.suffix(3)).allSatisfy { $0 < $1 })
  }

  @Test func longPromptsAreShortened() {
    let prompt = String(repeating: "verylongword ", count: 100)
    let shorter = Picture(prompt: prompt, seed: 1, width: 320, height: 200).raster()
    let longer = Picture(prompt: prompt + "and more", seed: 1, width: 320, height: 200).raster()
    #expect(shorter == longer)
  }

  @Test func worksInAnySize() {
    let prompt = "some words and averyverylongwordthatisbrokenintopieces"
    for side in 1...48 {
      for (width, height) in [(side, side), (side, 400), (400, side)] {
        let raster = Picture(prompt: prompt, seed: UInt64(side), width: width, height: height).raster()
        #expect(raster.bytes.count == width * height * 3)
      }
    }
  }

  @Test func clampsSidesOutOfRange() {
    let small = Picture(prompt: "", seed: 0, width: 0, height: -5)
    #expect((small.width, small.height) == (1, 1))
    let large = Picture(prompt: "", seed: 0, width: .max, height: 8193)
    #expect((large.width, large.height) == (8192, 8192))
    #expect(Raster(width: .min, height: 2).bytes.count == 6)
  }

  @Test(arguments: [
    (0.0, Color(red: 200, green: 0, blue: 0)),
    (1.0 / 3, Color(red: 0, green: 200, blue: 0)),
    (2.0 / 3, Color(red: 0, green: 0, blue: 200)),
    (0.5, Color(red: 0, green: 200, blue: 200)),
    (1.0 + 1.0 / 6, Color(red: 200, green: 200, blue: 0)),
  ])
  func huesGoAroundTheCircle(hue: Double, color: Color) {
    #expect(Color(hue: hue, saturation: 1, brightness: 200.0 / 255) == color)
  }
}

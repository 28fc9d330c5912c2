import FalMedia
import Testing

@Suite("HEIC and its relatives")
struct HEIFTests {
  private func size(_ width: UInt32, _ height: UInt32) -> [UInt8] {
    ISOSample.box("ispe", Bytes.zeros(4), Bytes.big(width), Bytes.big(height))
  }

  /// A thumbnail (item 1) and the main picture (item 2), which is turned.
  private func file(brands: [String], turn: UInt8) -> [UInt8] {
    let properties = ISOSample.box(
      "iprp",
      ISOSample.box("ipco", size(160, 120), size(4032, 3024), ISOSample.box("irot", [turn])),
      ISOSample.box(
        "ipma",
        Bytes.zeros(4),
        Bytes.big(2 as UInt32),
        Bytes.big(1 as UInt16),
        [1, 0x81],
        Bytes.big(2 as UInt16),
        [2, 0x82, 3]
      )
    )
    let meta = ISOSample.box(
      "meta",
      Bytes.zeros(4),
      ISOSample.box("pitm", Bytes.zeros(4), Bytes.big(2 as UInt16)),
      properties
    )
    let type = ISOSample.box(
      "ftyp",
      Array(brands[0].utf8),
      Bytes.zeros(4),
      brands.dropFirst().flatMap { Array($0.utf8) }
    )
    return type + meta
  }

  @Test("The main picture counts, as it is turned", arguments: 0...3 as ClosedRange<UInt8>)
  func main(turn: UInt8) {
    let facts = MediaProbe.facts(of: file(brands: ["heic", "mif1", "heic"], turn: turn))
    #expect(facts.container == .heic && facts.kind == .image && facts.frameCount == 1)
    #expect([facts.width, facts.height] == (turn % 2 == 0 ? [4032, 3024] : [3024, 4032]))
  }

  @Test(
    "The brands tell which it is",
    arguments: [
      (["mif1", "miaf", "avif"], MediaContainer.avif), (["mif1", "heic"], .heic), (["msf1", "hevc"], .heic),
      (["mif1"], .heif), (["avis", "msf1"], .avif),
    ]
  )
  func brands(names: [String], container: MediaContainer) {
    #expect(MediaProbe.facts(of: file(brands: names, turn: 0)).container == container)
  }
}

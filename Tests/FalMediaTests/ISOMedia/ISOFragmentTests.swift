import Testing

@testable import FalMedia

@Suite("Fragmented MP4")
struct ISOFragmentTests {
  /// A header without frames: a video track with 90000 units per second, whose frames last 3000.
  private func header(extension parts: [UInt8] = []) -> [UInt8] {
    let defaults = ISOSample.box(
      "trex",
      Bytes.zeros(4),
      Bytes.big(1 as UInt32),
      Bytes.big(1 as UInt32),
      Bytes.big(3000 as UInt32),
      Bytes.zeros(8)
    )
    let track = ISOSample.track(
      time: ISOSample.time("mdhd", timescale: 90000, length: 0),
      entry: ISOSample.visualEntry("avc1", width: 640, height: 360)
    )
    return ISOSample.fileType("iso5")
      + ISOSample.box(
        "moov",
        ISOSample.time("mvhd", timescale: 1000, length: 0),
        track,
        ISOSample.box("mvex", parts, defaults)
      )
  }

  private func fragment(at time: UInt32?, frames: UInt32) -> [UInt8] {
    let start = time.map { ISOSample.box("tfdt", Bytes.zeros(4), Bytes.big($0)) } ?? []
    let header = ISOSample.box("tfhd", Bytes.zeros(4), Bytes.big(1 as UInt32))
    let run = ISOSample.box("trun", Bytes.zeros(4), Bytes.big(frames))
    return ISOSample.box("moof", ISOSample.box("traf", header, start, run)) + ISOSample.box("mdat", [1, 2, 3])
  }

  @Test("Fragments are added up, with the lengths that the header gives frames")
  func sum() {
    let facts = MediaProbe.facts(of: header() + fragment(at: nil, frames: 30) + fragment(at: nil, frames: 15))
    #expect(facts.duration == 1.5 && facts.frameCount == 45 && facts.frameRate == 30)
  }

  @Test("A recording that begins in the middle lasts from its first to its last frame")
  func offset() {
    let bytes = header() + fragment(at: 900_000, frames: 30) + fragment(at: 1_080_000, frames: 30)
    let facts = MediaProbe.facts(of: bytes)
    #expect(facts.duration == 3 && facts.frameCount == 60 && facts.frameRate == 30)
  }

  @Test("A stated duration holds")
  func stated() {
    let length = ISOSample.box("mehd", Bytes.zeros(4), Bytes.big(12500 as UInt32))
    let facts = MediaProbe.facts(of: header(extension: length) + fragment(at: nil, frames: 30))
    #expect(facts.duration == 12.5)
  }

  @Test("When there are more fragments than may be read, the index tells the duration")
  func index() {
    let entries = (0..<3).flatMap { _ in Bytes.big(100 as UInt32) + Bytes.big(900_000 as UInt32) + Bytes.zeros(4) }
    let index = ISOSample.box(
      "sidx",
      Bytes.zeros(4),
      Bytes.big(1 as UInt32),
      Bytes.big(90000 as UInt32),
      Bytes.zeros(10),
      Bytes.big(3 as UInt16),
      entries
    )
    let many = Array(repeatElement(fragment(at: nil, frames: 1), count: 500).joined())
    let file = FileReader(BytesInMemory(header() + index + many), mostRequests: 1000)
    let facts = MediaProbe.facts(in: file)
    #expect(file.isExhausted)
    #expect(facts.duration == 30 && facts.frameCount == nil && facts.frameRate == 30)
  }

  @Test("A run that claims more frames than it has room for is read as far as it goes")
  func lyingRun() {
    let run = ISOSample.box("trun", [0, 0, 1, 0], Bytes.big(UInt32.max), Bytes.big(4500 as UInt32))
    let part = ISOSample.box("traf", ISOSample.box("tfhd", Bytes.zeros(4), Bytes.big(1 as UInt32)), run)
    let facts = MediaProbe.facts(of: header() + ISOSample.box("moof", part))
    #expect(facts.frameCount == 1 && facts.frameRate == 20)
  }
}

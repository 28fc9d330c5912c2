import Testing

@testable import FalMedia

@Suite("WebM and Matroska")
struct MatroskaTests {
  private typealias Sample = EBMLSample

  private func info(duration: Double? = nil, scale: Int? = nil) -> [UInt8] {
    Sample.element(
      0x1549_A966,
      scale.map { Sample.integer(0x2AD7B1, $0) } ?? [],
      duration.map { Sample.float(0x4489, $0) } ?? []
    )
  }

  private func tracks(_ entries: [UInt8]...) -> [UInt8] { Sample.element(0x1654_AE6B, entries.flatMap { $0 }) }

  private func cluster(at time: Int, _ frames: [Int16]) -> [UInt8] {
    Sample.open(0x1F43_B675, Sample.integer(0xE7, time), frames.flatMap(Sample.frame))
  }

  @Test("Durations are in the file's own unit")
  func scale() {
    let segment = Sample.element(0x1853_8067, info(duration: 2500, scale: 2_000_000), tracks(Sample.videoTrack()))
    let facts = MediaProbe.facts(of: Sample.header() + segment)
    #expect(facts.container == .webm && facts.duration == 5 && facts.width == 640 && facts.videoCodec == .vp9)
  }

  @Test(
    "The length of a frame in whole nanoseconds stands for the rate that it comes from",
    arguments: [
      (41_666_667, 24), (41_666_666, 24), (33_366_667, 30 / 1.001), (41_708_333, 24 / 1.001),
      (16_683_333, 60 / 1.001), (40_000_000, 25), (66_666_666, 15), (123_456_789, 8.100000073710001),
    ] as [(Int, Double)]
  )
  func rate(length: Int, rate: Double) throws {
    let segment = Sample.element(0x1853_8067, info(duration: 1), tracks(Sample.videoTrack(frameLength: length)))
    let found = try #require(MediaProbe.facts(of: Sample.header() + segment).frameRate)
    #expect(abs(found - rate) < 1e-9)
  }

  @Test("What browsers record states neither duration nor rate: the frames tell")
  func recorded() throws {
    let bytes =
      Sample.header()
      + Sample.open(
        0x1853_8067,
        info(),
        tracks(Sample.videoTrack()),
        cluster(at: 0, [0, 40, 80, 120, 160]),
        cluster(at: 2000, [0, 40, 80])
      )
    let facts = MediaProbe.facts(of: bytes)
    #expect(facts.duration == 2.08)
    #expect(facts.frameRate == 25)
  }

  @Test("The last cluster of a huge file is found from its end")
  func hugeRecording() {
    let start =
      Sample.header() + Sample.open(0x1853_8067, info(), tracks(Sample.videoTrack()), cluster(at: 0, [0, 20]))
    let end = cluster(at: 60000, [0, 20])
    let byteCount = 8_000_000_000
    // The mark alone is not enough; here it stands in a frame.
    let decoy: [UInt8] = [0x1F, 0x43, 0xB6, 0x75, 0x81, 0]
    let file = FileReader(
      SparseSource(byteCount: byteCount, parts: [0: start, byteCount - 100_000: end, byteCount - 50000: decoy])
    )
    #expect(MediaProbe.facts(in: file).duration == 60.02)
    #expect(file.fetchCount < 50)
  }

  @Test("A projection that rolls by a quarter turns the picture")
  func turned() {
    let projection = Sample.element(0x7670, Sample.float(0x7675, -90))
    let segment = Sample.element(
      0x1853_8067,
      info(duration: 1),
      tracks(Sample.videoTrack(frameLength: nil, projection))
    )
    let facts = MediaProbe.facts(of: Sample.header("matroska") + segment)
    #expect(facts.container == .matroska && facts.width == 360 && facts.height == 640)
  }

  @Test("Sound has its defaults where nothing is stated")
  func soundDefaults() {
    let track = Sample.element(
      0xAE,
      Sample.integer(0x83, 2),
      Sample.text(0x86, "A_AAC/MPEG4/LC"),
      Sample.element(0xE1)
    )
    let facts = MediaProbe.facts(of: Sample.header() + Sample.element(0x1853_8067, info(duration: 1), tracks(track)))
    #expect(facts.kind == .audio && facts.mediaType == "audio/webm")
    #expect(facts.audioCodec == .aac && facts.sampleRate == 8000 && facts.channelCount == 1)
  }
}

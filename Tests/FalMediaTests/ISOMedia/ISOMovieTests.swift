import Testing

@testable import FalMedia

@Suite("MP4 and QuickTime")
struct ISOMovieTests {
  @Test("A header behind gigabytes of frames is found by jumping, with a few reads")
  func headerAtTheEnd() {
    let gigabytes = 6_000_000_000
    let type = ISOSample.fileType("isom")
    let data = Bytes.big(1 as UInt32) + Array("mdat".utf8) + Bytes.big(UInt64(gigabytes))
    let header = ISOSample.movie()
    let file = FileReader(
      SparseSource(
        byteCount: type.count + gigabytes + header.count,
        parts: [0: type + data, type.count + gigabytes: header]
      )
    )
    let facts = MediaProbe.facts(in: file)
    #expect(facts.width == 640 && facts.duration == 1 && facts.frameRate == 30 && facts.frameCount == 30)
    #expect(file.fetchCount < 8)
  }

  @Test("Of a file that is cut off before its header only the format is known")
  func cut() {
    let data = Bytes.big(1 as UInt32) + Array("mdat".utf8) + Bytes.big(UInt64.max)
    let facts = MediaProbe.facts(of: ISOSample.fileType("mp42") + data + Bytes.zeros(100))
    #expect(facts.container == .mp4 && facts.kind == .video && facts.duration == nil && facts.hasAudio == nil)
  }

  @Test(
    "A matrix that exchanges the axes turns the picture",
    arguments: [
      ([0, 0x10000, 0, -0x10000, 0, 0, 0, 0, 0x4000_0000], true),
      ([0, -0x10000, 0, 0x10000, 0, 0, 0, 0, 0x4000_0000], true),
      ([-0x10000, 0, 0, 0, -0x10000, 0, 0, 0, 0x4000_0000], false), (ISOSample.uprightMatrix, false),
      ([0, 0, 0, 0, 0, 0, 0, 0, 0], false),
    ] as [([Int32], Bool)]
  )
  func rotation(matrix: [Int32], isTurned: Bool) {
    let facts = MediaProbe.facts(of: ISOSample.fileType("qt  ") + ISOSample.movie(matrix: matrix))
    #expect([facts.width, facts.height] == (isTurned ? [360, 640] : [640, 360]))
  }

  @Test("Headers with long numbers")
  func longNumbers() {
    let header = ISOSample.box(
      "moov",
      ISOSample.longTime("mvhd", timescale: 1000, length: 7_200_000),
      ISOSample.track(
        time: ISOSample.longTime("mdhd", timescale: 24000, length: 172_800_000),
        entry: ISOSample.visualEntry("hvc1", width: 3840, height: 2160),
        lengths: [(172_800, 1000)]
      )
    )
    let facts = MediaProbe.facts(of: ISOSample.fileType("isom") + header)
    #expect(facts.duration == 7200 && facts.frameRate == 24 && facts.frameCount == 172_800)
    #expect(facts.videoCodec == .hevc)
  }

  @Test("A single frame of another length does not change the rate")
  func usualRate() {
    func rate(_ lengths: [(UInt32, UInt32)]) -> Double? {
      let time = ISOSample.time("mdhd", timescale: 2400, length: 2400)
      let track = ISOSample.track(
        time: time,
        entry: ISOSample.visualEntry("avc1", width: 64, height: 64),
        lengths: lengths
      )
      return MediaProbe.facts(of: ISOSample.fileType("isom") + ISOSample.box("moov", track)).frameRate
    }
    #expect(rate([(1, 300), (40, 100), (1, 7)]) == 24)
    #expect(rate([(10, 100), (10, 300)]) == 12)
  }

  @Test("Encrypted frames have the codec that is inside")
  func encrypted() {
    let inside = ISOSample.box("sinf", ISOSample.box("frma", Array("hvc1".utf8)))
    let track = ISOSample.track(
      time: ISOSample.time("mdhd", timescale: 30, length: 30),
      entry: ISOSample.visualEntry("encv", width: 64, height: 64, inside),
      lengths: [(30, 1)]
    )
    #expect(MediaProbe.facts(of: ISOSample.fileType("isom") + ISOSample.box("moov", track)).videoCodec == .hevc)
  }

  @Test("A codec that is not known keeps its code")
  func unknownCodec() {
    let facts = MediaProbe.facts(of: ISOSample.fileType("isom") + ISOSample.movie(code: "Xy9 "))
    #expect(facts.videoCodec == MediaCodec(rawValue: "xy9"))
  }

  @Test("QuickTime's later sound descriptions have their numbers elsewhere")
  func quickTimeSound() {
    let entry = ISOSample.box(
      "lpcm",
      Bytes.zeros(8),
      Bytes.big(2 as UInt16),
      Bytes.zeros(22),
      Bytes.big((96000.0).bitPattern),
      Bytes.big(8 as UInt32),
      Bytes.zeros(20)
    )
    let track = ISOSample.track(
      handler: "soun",
      time: ISOSample.time("mdhd", timescale: 96000, length: 96000),
      entry: entry
    )
    let facts = MediaProbe.facts(of: ISOSample.fileType("qt  ") + ISOSample.box("moov", track))
    #expect(facts.audioCodec == .pcm && facts.sampleRate == 96000 && facts.channelCount == 8)
    #expect(facts.kind == .audio && facts.mediaType == "audio/quicktime" && facts.duration == 1)
  }

  @Test("An MP4 file without pictures is audio")
  func soundOnly() {
    let track = ISOSample.track(
      handler: "soun",
      time: ISOSample.time("mdhd", timescale: 44100, length: 88200),
      entry: ISOSample.soundEntry("Opus", channels: 2, rate: 48000)
    )
    let facts = MediaProbe.facts(of: ISOSample.fileType("isom") + ISOSample.box("moov", track))
    #expect(
      facts.kind == .audio && facts.mediaType == "audio/mp4" && facts.hasAudio == true && facts.audioCodec == .opus
    )
  }

  @Test(
    "The brands tell which it is",
    arguments: [
      (["qt  "], MediaContainer.mov), (["isom", "qt  "], .mp4), (["mp42"], .mp4), (["M4A ", "mp42"], .m4a),
      (["M4V ", "mp42"], .m4v), (["3gp5"], .threeGP), (["dash", "iso6"], .mp4), (["????"], .mp4),
    ]
  )
  func brands(names: [String], container: MediaContainer) {
    let type = ISOSample.box("ftyp", Array(names[0].utf8), Bytes.zeros(4), names.dropFirst().flatMap { Array($0.utf8) })
    #expect(MediaProbe.facts(of: type).container == container)
  }

  @Test("QuickTime from before there were brands")
  func withoutBrands() {
    let facts = MediaProbe.facts(of: ISOSample.box("wide") + ISOSample.box("mdat", [1, 2, 3]) + ISOSample.movie())
    #expect(facts.container == .mov && facts.width == 640)
  }

  @Test("Boxes within boxes within boxes, and lengths that lie, come to an end")
  func nested() {
    var bytes: [UInt8] = []
    for _ in 0..<2000 { bytes = ISOSample.box("moov", bytes) }
    let file = FileReader(BytesInMemory(ISOSample.fileType("isom") + bytes))
    #expect(MediaProbe.facts(in: file).duration == nil)
    #expect(file.requestCount < 100)
  }
}

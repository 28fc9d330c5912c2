/// Builds files of the ISO base media format, for what is rare in real ones.
enum ISOSample {
  static func box(_ type: String, _ parts: [UInt8]...) -> [UInt8] {
    let content = parts.flatMap { $0 }
    return Bytes.big(UInt32(8 + content.count)) + Array(type.utf8) + content
  }

  static func fileType(_ brands: String...) -> [UInt8] {
    box("ftyp", Array(brands[0].utf8), Bytes.zeros(4), brands.dropFirst().flatMap { Array($0.utf8) })
  }

  /// `mvhd` and `mdhd` have these fields at the same places.
  static func time(_ type: String, timescale: UInt32, length: UInt32) -> [UInt8] {
    box(type, Bytes.zeros(12), Bytes.big(timescale), Bytes.big(length), Bytes.zeros(80))
  }

  static func longTime(_ type: String, timescale: UInt32, length: UInt64) -> [UInt8] {
    box(type, [1, 0, 0, 0], Bytes.zeros(16), Bytes.big(timescale), Bytes.big(length), Bytes.zeros(80))
  }

  static let uprightMatrix: [Int32] = [0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x4000_0000]

  static func trackHeader(id: UInt32 = 1, matrix: [Int32] = uprightMatrix) -> [UInt8] {
    box("tkhd", Bytes.zeros(12), Bytes.big(id), Bytes.zeros(24), matrix.flatMap { Bytes.big($0) }, Bytes.zeros(8))
  }

  static func visualEntry(_ code: String, width: UInt16, height: UInt16, _ parts: [UInt8] = []) -> [UInt8] {
    box(code, Bytes.zeros(24), Bytes.big(width), Bytes.big(height), Bytes.zeros(50), parts)
  }

  static func soundEntry(_ code: String, channels: UInt16, rate: UInt16, _ parts: [UInt8] = []) -> [UInt8] {
    box(code, Bytes.zeros(16), Bytes.big(channels), Bytes.zeros(6), Bytes.big(rate), Bytes.zeros(2), parts)
  }

  /// A track with frames of the given lengths: how many, and how long.
  static func track(
    id: UInt32 = 1,
    handler: String = "vide",
    time: [UInt8],
    matrix: [Int32] = uprightMatrix,
    entry: [UInt8],
    lengths: [(UInt32, UInt32)] = []
  ) -> [UInt8] {
    let count = lengths.reduce(0) { $0 + $1.0 }
    let table = lengths.flatMap { Bytes.big($0.0) + Bytes.big($0.1) }
    return box(
      "trak",
      trackHeader(id: id, matrix: matrix),
      box(
        "mdia",
        time,
        box("hdlr", Bytes.zeros(8), Array(handler.utf8), Bytes.zeros(13)),
        box(
          "minf",
          box(
            "stbl",
            box("stsd", Bytes.zeros(4), Bytes.big(1 as UInt32), entry),
            box("stts", Bytes.zeros(4), Bytes.big(UInt32(lengths.count)), table),
            box("stsz", Bytes.zeros(8), Bytes.big(count))
          )
        )
      )
    )
  }

  /// The header of a movie with one video track: 640x360, H.264, 30 frames in one second.
  static func movie(matrix: [Int32] = uprightMatrix, code: String = "avc1", extra: [UInt8] = []) -> [UInt8] {
    box(
      "moov",
      time("mvhd", timescale: 1000, length: 1000),
      track(
        time: time("mdhd", timescale: 3000, length: 3000),
        matrix: matrix,
        entry: visualEntry(code, width: 640, height: 360),
        lengths: [(30, 100)]
      ),
      extra
    )
  }
}

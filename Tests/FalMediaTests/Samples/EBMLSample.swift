/// Builds Matroska files, for what is rare in real ones.
enum EBMLSample {
  static func element(_ id: Int, _ parts: [UInt8]...) -> [UInt8] {
    let content = parts.flatMap { $0 }
    // A length of eight bytes always fits.
    return identifier(id) + Bytes.big(UInt64(content.count) | 1 << 56) + content
  }

  /// An element without a length.
  static func open(_ id: Int, _ parts: [UInt8]...) -> [UInt8] {
    identifier(id) + [0xFF] + parts.flatMap { $0 }
  }

  static func integer(_ id: Int, _ value: Int) -> [UInt8] { element(id, Bytes.big(UInt32(value))) }

  static func float(_ id: Int, _ value: Double) -> [UInt8] { element(id, Bytes.big(value.bitPattern)) }

  static func text(_ id: Int, _ value: String) -> [UInt8] { element(id, Array(value.utf8)) }

  static func header(_ type: String = "webm") -> [UInt8] { element(0x1A45_DFA3, text(0x4282, type)) }

  static func videoTrack(frameLength: Int? = nil, _ more: [UInt8] = []) -> [UInt8] {
    element(
      0xAE,
      integer(0xD7, 1),
      integer(0x83, 1),
      text(0x86, "V_VP9"),
      frameLength.map { integer(0x23E383, $0) } ?? [],
      element(0xE0, integer(0xB0, 640), integer(0xBA, 360), more)
    )
  }

  /// A frame of track 1, so long after the cluster's beginning.
  static func frame(_ time: Int16) -> [UInt8] { element(0xA3, [0x81], Bytes.big(time), [0x80, 1, 2, 3]) }

  private static func identifier(_ id: Int) -> [UInt8] {
    Array(Bytes.big(UInt32(id)).drop { $0 == 0 })
  }
}

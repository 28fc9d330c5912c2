import TestSupport

/// Ways of damaging a file.
enum Mutation {
  /// One of the files with one to eight kinds of damage, or nothing but random bytes.
  static func damaged(_ originals: [[UInt8]], _ random: inout SeededRandom) -> [UInt8] {
    guard var bytes = originals.randomElement(using: &random) else { return [] }
    for _ in 0..<Int.random(in: 1...8, using: &random) { damage(&bytes, originals, &random) }
    return bytes
  }

  private static func damage(_ bytes: inout [UInt8], _ originals: [[UInt8]], _ random: inout SeededRandom) {
    guard !bytes.isEmpty else { return }
    let place = place(in: bytes, &random)
    switch Int.random(in: 0..<9, using: &random) {
    case 0, 1: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
    case 2: bytes[place] = .random(in: 0...255, using: &random)
    case 3, 4: writeNumber(to: &bytes, at: place, &random)
    case 5: bytes.removeSubrange(place...)
    case 6: bytes.removeSubrange(place..<min(bytes.count, place + .random(in: 1...64, using: &random)))
    case 7:
      guard let other = originals.randomElement(using: &random) else { return }
      let start = Int.random(in: 0..<other.count, using: &random)
      let part = other[start..<min(other.count, start + .random(in: 1...512, using: &random))]
      bytes.replaceSubrange(place..<min(bytes.count, place + .random(in: 0...part.count, using: &random)), with: part)
    default:
      let noise = (0..<Int.random(in: 1...64, using: &random)).map { _ in UInt8.random(in: 0...255, using: &random) }
      bytes.replaceSubrange(place..<min(bytes.count, place + noise.count), with: noise)
    }
  }

  /// Mostly near the beginning, where the headers are.
  private static func place(in bytes: [UInt8], _ random: inout SeededRandom) -> Int {
    let most = Bool.random(using: &random) ? min(bytes.count, 256) : bytes.count
    return .random(in: 0..<most, using: &random)
  }

  /// Puts a number there that lengths should not have.
  private static func writeNumber(to bytes: inout [UInt8], at place: Int, _ random: inout SeededRandom) {
    let values: [UInt64] = [
      0, 1, 2, 7, 8, 9, 0x7F, 0x80, 0xFF, 0x7FFF, 0xFFFF, 0x7FFF_FFFF, 0x8000_0000, 0xFFFF_FFFF, 1 << 40,
      UInt64(Int64.max), UInt64(Int64.max) + 1, .max, UInt64(bytes.count), UInt64(bytes.count - place),
    ]
    let value = values.randomElement(using: &random) ?? 0
    let size = [1, 2, 3, 4, 8].randomElement(using: &random) ?? 4
    let big = Bytes.big(value).suffix(size)
    let number = Bool.random(using: &random) ? Array(big) : big.reversed()
    for (index, byte) in number.enumerated() where place + index < bytes.count { bytes[place + index] = byte }
  }
}

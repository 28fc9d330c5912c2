import TestSupport

// Random input for the tests of the protocol.
extension SeededRandom {
  /// Text with characters of all lengths.
  mutating func text(_ count: Int) -> String {
    let characters = ["a", "\0", "é", "\u{7FF}", "\u{800}", "あ", "\u{FFFF}", "🙂", "\u{10FFFF}"]
    return (0..<count).map { _ in characters.random(&self) }.joined()
  }

  /// A length, often one at which the form of a header changes.
  mutating func length() -> Int {
    switch Int.random(in: 0..<12, using: &self) {
    case 0: [125, 126, 127, 128, 65_535, 65_536, 65_537].random(&self)
    case 1: Int.random(in: 0...2_000, using: &self)
    default: Int.random(in: 0...40, using: &self)
    }
  }

  /// Bytes in pieces of random lengths, some of them empty.
  mutating func cut(_ bytes: [UInt8], longest: Int) -> [[UInt8]] {
    var rest = bytes[...]
    var pieces: [[UInt8]] = []
    while !rest.isEmpty {
      let piece = rest.prefix(Int.random(in: 0...longest, using: &self))
      pieces.append(Array(piece))
      rest = rest.dropFirst(piece.count)
    }
    return pieces
  }
}

extension Array {
  func random(_ random: inout SeededRandom) -> Element {
    self[Int.random(in: indices, using: &random)]
  }
}

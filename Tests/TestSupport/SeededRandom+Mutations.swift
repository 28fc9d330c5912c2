extension SeededRandom {
  /// Bytes with a few of them changed, removed, doubled or inserted.
  package mutating func mutate(_ bytes: [UInt8]) -> [UInt8] {
    var bytes = bytes
    for _ in 0..<Int.random(in: 1...6, using: &self) where !bytes.isEmpty {
      let position = Int.random(in: bytes.indices, using: &self)
      switch Int.random(in: 0..<5, using: &self) {
      case 0: bytes[position] = UInt8.random(in: 0...255, using: &self)
      case 1: bytes.remove(at: position)
      case 2: bytes.insert(contentsOf: bytes[position...].prefix(8), at: position)
      case 3: bytes.insert(Array("\r\n :;,\0%\u{7F}0".utf8).randomElement(using: &self) ?? 0, at: position)
      default: bytes.removeSubrange(position...)
      }
    }
    return bytes
  }
}

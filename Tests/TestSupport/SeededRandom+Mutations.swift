extension SeededRandom {
  /// Bytes with a few of them changed, removed, doubled or inserted.
  ///
  /// - Parameters:
  ///   - bytes: What is to be changed.
  ///   - most: How often at most.
  ///   - telling: What is inserted: bytes that mean something where they stand.
  /// - Returns: The changed bytes.
  package mutating func mutate(
    _ bytes: [UInt8],
    most: Int = 6,
    inserting telling: [UInt8] = Array("\r\n :;,\0%\u{7F}0".utf8)
  ) -> [UInt8] {
    var bytes = bytes
    for _ in 0..<Int.random(in: 1...most, using: &self) where !bytes.isEmpty {
      let position = Int.random(in: bytes.indices, using: &self)
      switch Int.random(in: 0..<5, using: &self) {
      case 0: bytes[position] = UInt8.random(in: 0...255, using: &self)
      case 1: bytes.remove(at: position)
      case 2: bytes.insert(contentsOf: bytes[position...].prefix(8), at: position)
      case 3: bytes.insert(telling.randomElement(using: &self) ?? 0, at: position)
      default: bytes.removeSubrange(position...)
      }
    }
    return bytes
  }
}

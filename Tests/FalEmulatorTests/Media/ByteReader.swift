/// Reads bytes one after the other; throws where they end too early.
struct ByteReader {
  struct EndOfBytes: Error {}

  private let bytes: [UInt8]
  private(set) var position: Int

  init(_ bytes: [UInt8], at position: Int = 0) {
    self.bytes = bytes
    self.position = position
  }

  var isAtEnd: Bool { position >= bytes.count }

  mutating func byte() throws -> UInt8 {
    guard bytes.indices.contains(position) else { throw EndOfBytes() }
    position += 1
    return bytes[position - 1]
  }

  mutating func bytes(_ count: Int) throws -> [UInt8] {
    guard count >= 0, position + count <= bytes.count else { throw EndOfBytes() }
    position += count
    return Array(bytes[position - count..<position])
  }

  mutating func skip(_ count: Int) throws {
    _ = try bytes(count)
  }

  mutating func text(_ count: Int) throws -> String {
    String(decoding: try bytes(count), as: UTF8.self)
  }

  mutating func bigEndian(_ count: Int) throws -> Int {
    try bytes(count).reduce(0) { $0 << 8 | Int($1) }
  }

  mutating func littleEndian(_ count: Int) throws -> Int {
    try bytes(count).reversed().reduce(0) { $0 << 8 | Int($1) }
  }
}

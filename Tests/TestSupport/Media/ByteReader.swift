/// Reads bytes one after the other; throws where they end too early.
package struct ByteReader {
  package struct EndOfBytes: Error {}

  private let bytes: [UInt8]
  package private(set) var position: Int

  package init(_ bytes: [UInt8], at position: Int = 0) {
    self.bytes = bytes
    self.position = position
  }

  package var isAtEnd: Bool { position >= bytes.count }

  package mutating func byte() throws -> UInt8 {
    guard bytes.indices.contains(position) else { throw EndOfBytes() }
    position += 1
    return bytes[position - 1]
  }

  package mutating func bytes(_ count: Int) throws -> [UInt8] {
    guard count >= 0, position + count <= bytes.count else { throw EndOfBytes() }
    position += count
    return Array(bytes[position - count..<position])
  }

  package mutating func skip(_ count: Int) throws {
    _ = try bytes(count)
  }

  package mutating func text(_ count: Int) throws -> String {
    String(decoding: try bytes(count), as: UTF8.self)
  }

  package mutating func bigEndian(_ count: Int) throws -> Int {
    try bytes(count).reduce(0) { $0 << 8 | Int($1) }
  }

  package mutating func littleEndian(_ count: Int) throws -> Int {
    try bytes(count).reversed().reduce(0) { $0 << 8 | Int($1) }
  }
}

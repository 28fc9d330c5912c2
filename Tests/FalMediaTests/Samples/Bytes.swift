/// Numbers as they stand in files.
enum Bytes {
  static func big(_ value: some FixedWidthInteger) -> [UInt8] {
    withUnsafeBytes(of: value.bigEndian) { Array($0) }
  }

  static func little(_ value: some FixedWidthInteger) -> [UInt8] {
    withUnsafeBytes(of: value.littleEndian) { Array($0) }
  }

  static func zeros(_ count: Int) -> [UInt8] { Array(repeating: 0, count: count) }
}

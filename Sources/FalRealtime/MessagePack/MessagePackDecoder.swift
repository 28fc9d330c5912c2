#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Reads a value by recursive descent over bytes.
struct MessagePackDecoder {
  /// Items for which room is made before they are there, whatever number of them was announced.
  private static let mostReserved = 256

  private let bytes: UnsafeBufferPointer<UInt8>
  private(set) var position = 0
  private var depth = 0

  init(bytes: UnsafeBufferPointer<UInt8>) {
    self.bytes = bytes
  }

  mutating func readValue() throws(MessagePackError) -> MessagePack {
    let start = position
    let format: UInt8 = try readNumber()
    switch format {
    case 0x00...0x7F: return .integer(Int64(format))
    case 0x80...0x8F: return .map(try readEntries(format & 0x0F, from: start))
    case 0x90...0x9F: return .array(try readItems(format & 0x0F, from: start))
    case 0xA0...0xBF: return .string(try readText(format & 0x1F, from: start))
    case 0xC0: return .nil
    case 0xC1: throw MessagePackError("0xC1 begins no value", at: start)
    case 0xC2: return .bool(false)
    case 0xC3: return .bool(true)
    case 0xC4: return .binary(try readBytes(readNumber() as UInt8))
    case 0xC5: return .binary(try readBytes(readNumber() as UInt16))
    case 0xC6: return .binary(try readBytes(readNumber() as UInt32))
    case 0xC7: return try readExtended(readNumber() as UInt8)
    case 0xC8: return try readExtended(readNumber() as UInt16)
    case 0xC9: return try readExtended(readNumber() as UInt32)
    case 0xCA: return .float(Float(bitPattern: try readNumber()))
    case 0xCB: return .double(Double(bitPattern: try readNumber()))
    case 0xCC: return .integer(Int64(try readNumber() as UInt8))
    case 0xCD: return .integer(Int64(try readNumber() as UInt16))
    case 0xCE: return .integer(Int64(try readNumber() as UInt32))
    case 0xCF:
      let value: UInt64 = try readNumber()
      return Int64(exactly: value).map(MessagePack.integer) ?? .unsigned(value)
    case 0xD0: return .integer(Int64(try readNumber() as Int8))
    case 0xD1: return .integer(Int64(try readNumber() as Int16))
    case 0xD2: return .integer(Int64(try readNumber() as Int32))
    case 0xD3: return .integer(try readNumber())
    case 0xD4...0xD8: return try readExtended(1 << (format - 0xD4))
    case 0xD9: return .string(try readText(readNumber() as UInt8, from: start))
    case 0xDA: return .string(try readText(readNumber() as UInt16, from: start))
    case 0xDB: return .string(try readText(readNumber() as UInt32, from: start))
    case 0xDC: return .array(try readItems(readNumber() as UInt16, from: start))
    case 0xDD: return .array(try readItems(readNumber() as UInt32, from: start))
    case 0xDE: return .map(try readEntries(readNumber() as UInt16, from: start))
    case 0xDF: return .map(try readEntries(readNumber() as UInt32, from: start))
    default: return .integer(Int64(Int8(bitPattern: format)))
    }
  }

  private mutating func readItems(_ count: some BinaryInteger, from start: Int) throws(MessagePackError)
    -> [MessagePack]
  {
    let count = try descend(count, ofValues: 1, from: start)
    defer { depth -= 1 }
    var items: [MessagePack] = []
    items.reserveCapacity(min(count, Self.mostReserved))
    for _ in 0..<count { items.append(try readValue()) }
    return items
  }

  private mutating func readEntries(
    _ count: some BinaryInteger,
    from start: Int
  ) throws(MessagePackError) -> [MessagePack.MapEntry] {
    let count = try descend(count, ofValues: 2, from: start)
    defer { depth -= 1 }
    var entries: [MessagePack.MapEntry] = []
    entries.reserveCapacity(min(count, Self.mostReserved))
    for _ in 0..<count {
      let key = try readValue()
      entries.append(MessagePack.MapEntry(key, try readValue()))
    }
    return entries
  }

  /// Counts levels, so that no bytes can use up the stack, and checks how many parts were announced.
  ///
  /// - Returns: Their number; as every value takes a byte or more, there are never more of them than bytes.
  private mutating func descend(
    _ count: some BinaryInteger,
    ofValues values: Int,
    from start: Int
  ) throws(MessagePackError) -> Int {
    depth += 1
    guard depth <= MessagePack.maximumDepth else { throw .tooDeep(at: start) }
    let rest = bytes.count - position
    guard count <= rest / values else {
      throw MessagePackError("\(count) items were announced, and only \(rest) bytes are left", at: start)
    }
    return Int(count)
  }

  private mutating func readText(_ count: some BinaryInteger, from start: Int) throws(MessagePackError) -> String {
    let content = try take(count)
    var text = String(decoding: content, as: UTF8.self)
    // What is not UTF-8 was replaced.
    let isUnchanged = text.withUTF8 { text in
      guard text.count == content.count else { return false }
      guard let left = text.baseAddress, let right = content.baseAddress else { return true }
      return memcmp(left, right, text.count) == 0
    }
    guard isUnchanged else { throw MessagePackError("a text is not UTF-8", at: start) }
    return text
  }

  private mutating func readBytes(_ count: some BinaryInteger) throws(MessagePackError) -> [UInt8] {
    Array(try take(count))
  }

  private mutating func readExtended(_ count: some BinaryInteger) throws(MessagePackError) -> MessagePack {
    let type: Int8 = try readNumber()
    return .extended(type: type, try readBytes(count))
  }

  private mutating func readNumber<Number: FixedWidthInteger & BitwiseCopyable>() throws(MessagePackError) -> Number {
    let content = UnsafeRawBufferPointer(try take(MemoryLayout<Number>.size))
    return Number(bigEndian: content.loadUnaligned(as: Number.self))
  }

  private mutating func take(_ count: some BinaryInteger) throws(MessagePackError) -> UnsafeBufferPointer<UInt8> {
    let rest = bytes.count - position
    guard count <= rest else {
      throw MessagePackError("the bytes end too early: of \(count) there are \(rest)", at: position)
    }
    let start = position
    position += Int(count)
    return UnsafeBufferPointer(rebasing: bytes[start..<position])
  }
}

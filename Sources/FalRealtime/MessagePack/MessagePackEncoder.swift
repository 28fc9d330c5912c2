/// Writes a value as bytes.
struct MessagePackEncoder {
  private(set) var bytes: [UInt8] = []
  private var depth = 0

  mutating func write(_ value: MessagePack) throws(MessagePackError) {
    switch value {
    case .nil: bytes.append(0xC0)
    case .bool(let value): bytes.append(value ? 0xC3 : 0xC2)
    case .integer(let value): writeInteger(value)
    case .unsigned(let value): writeUnsigned(value)
    case .float(let value): append(0xCA, value.bitPattern)
    case .double(let value): append(0xCB, value.bitPattern)
    case .string(let text): try writeString(text)
    case .binary(let content):
      try writeLength(content.count, 0xC4, 0xC5, 0xC6)
      bytes.append(contentsOf: content)
    case .array(let items): try writeArray(items)
    case .map(let entries): try writeMap(entries)
    case .extended(let type, let content): try writeExtended(type, content)
    }
  }

  private mutating func writeInteger(_ value: Int64) {
    if let positive = UInt64(exactly: value) {
      writeUnsigned(positive)
    } else if let byte = Int8(exactly: value) {
      if byte < -32 { bytes.append(0xD0) }
      bytes.append(UInt8(bitPattern: byte))
    } else if let short = Int16(exactly: value) {
      append(0xD1, short)
    } else if let medium = Int32(exactly: value) {
      append(0xD2, medium)
    } else {
      append(0xD3, value)
    }
  }

  private mutating func writeUnsigned(_ value: UInt64) {
    if let byte = UInt8(exactly: value) {
      if byte > 0x7F { bytes.append(0xCC) }
      bytes.append(byte)
    } else if let short = UInt16(exactly: value) {
      append(0xCD, short)
    } else if let medium = UInt32(exactly: value) {
      append(0xCE, medium)
    } else {
      append(0xCF, value)
    }
  }

  private mutating func writeString(_ text: String) throws(MessagePackError) {
    var text = text
    text.makeContiguousUTF8()
    let count = text.utf8.count
    if count < 32 { bytes.append(0xA0 | UInt8(count)) } else { try writeLength(count, 0xD9, 0xDA, 0xDB) }
    text.withUTF8 { bytes.append(contentsOf: $0) }
  }

  private mutating func writeArray(_ items: [MessagePack]) throws(MessagePackError) {
    try descend()
    defer { depth -= 1 }
    if items.count < 16 {
      bytes.append(0x90 | UInt8(items.count))
    } else {
      try writeLength(items.count, nil, 0xDC, 0xDD)
    }
    for item in items { try write(item) }
  }

  private mutating func writeMap(_ entries: [MessagePack.MapEntry]) throws(MessagePackError) {
    try descend()
    defer { depth -= 1 }
    let count = entries.count
    if count < 16 { bytes.append(0x80 | UInt8(count)) } else { try writeLength(count, nil, 0xDE, 0xDF) }
    for entry in entries {
      try write(entry.key)
      try write(entry.value)
    }
  }

  private mutating func writeExtended(_ type: Int8, _ content: [UInt8]) throws(MessagePackError) {
    switch content.count {
    case 1: bytes.append(0xD4)
    case 2: bytes.append(0xD5)
    case 4: bytes.append(0xD6)
    case 8: bytes.append(0xD7)
    case 16: bytes.append(0xD8)
    default: try writeLength(content.count, 0xC7, 0xC8, 0xC9)
    }
    bytes.append(UInt8(bitPattern: type))
    bytes.append(contentsOf: content)
  }

  /// Counts levels, so that no value can use up the stack, and nothing is written that could not be read again.
  private mutating func descend() throws(MessagePackError) {
    depth += 1
    guard depth <= MessagePack.maximumDepth else { throw .tooDeep(at: bytes.count) }
  }

  /// Writes a length with the format byte for its width: 8, 16 or 32 bits.
  mutating func writeLength(
    _ count: Int,
    _ byteFormat: UInt8?,
    _ shortFormat: UInt8,
    _ mediumFormat: UInt8
  ) throws(MessagePackError) {
    if let byteFormat, let byte = UInt8(exactly: count) {
      append(byteFormat, byte)
    } else if let short = UInt16(exactly: count) {
      append(shortFormat, short)
    } else if let medium = UInt32(exactly: count) {
      append(mediumFormat, medium)
    } else {
      throw MessagePackError("a length of \(count) is more than \(UInt32.max), the longest there is", at: bytes.count)
    }
  }

  /// Writes a format byte and the number behind it.
  private mutating func append(_ format: UInt8, _ number: some FixedWidthInteger) {
    bytes.append(format)
    withUnsafeBytes(of: number.bigEndian) { bytes.append(contentsOf: $0) }
  }
}

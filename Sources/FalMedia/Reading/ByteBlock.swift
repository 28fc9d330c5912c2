/// The order of the bytes of an integer.
enum ByteOrder {
  case big
  case little
}

/// Some bytes, of which numbers are read at places that are counted from the block's start.
///
/// Places outside are no mistake of the caller, who has them from the file: reading there gives `nil`.
struct ByteBlock {
  let bytes: ArraySlice<UInt8>

  init(_ bytes: ArraySlice<UInt8>) { self.bytes = bytes }

  var count: Int { bytes.count }

  /// The bytes of a part.
  func slice(at offset: Int, count: Int) -> ArraySlice<UInt8>? {
    guard offset >= 0, count >= 0, offset <= bytes.count, count <= bytes.count - offset else { return nil }
    return bytes[bytes.startIndex + offset..<bytes.startIndex + offset + count]
  }

  /// An integer with all its bits, of up to eight bytes.
  func bits(at offset: Int, size: Int, _ order: ByteOrder = .big) -> UInt64? {
    guard size <= 8, let slice = slice(at: offset, count: size) else { return nil }
    return switch order {
    case .big: slice.reduce(0) { $0 << 8 | UInt64($1) }
    case .little: slice.reversed().reduce(0) { $0 << 8 | UInt64($1) }
    }
  }

  /// An integer without a sign; also `nil` when it is larger than the largest `Int`.
  func integer(at offset: Int, size: Int, _ order: ByteOrder = .big) -> Int? {
    bits(at: offset, size: size, order).flatMap { Int(exactly: $0) }
  }

  func uint8(at offset: Int) -> Int? { integer(at: offset, size: 1) }

  func uint16(at offset: Int, _ order: ByteOrder = .big) -> Int? { integer(at: offset, size: 2, order) }

  func uint24(at offset: Int, _ order: ByteOrder = .big) -> Int? { integer(at: offset, size: 3, order) }

  func uint32(at offset: Int, _ order: ByteOrder = .big) -> Int? { integer(at: offset, size: 4, order) }

  func uint64(at offset: Int, _ order: ByteOrder = .big) -> Int? { integer(at: offset, size: 8, order) }

  func int32(at offset: Int, _ order: ByteOrder = .big) -> Int? {
    bits(at: offset, size: 4, order).map { Int(Int32(truncatingIfNeeded: $0)) }
  }

  /// A floating-point number of four or eight bytes.
  func float(at offset: Int, size: Int) -> Double? {
    guard let bits = bits(at: offset, size: size) else { return nil }
    return switch size {
    case 4: Double(Float(bitPattern: UInt32(truncatingIfNeeded: bits)))
    case 8: Double(bitPattern: bits)
    default: nil
    }
  }

  /// Four characters that name something.
  func fourCC(at offset: Int) -> String? {
    slice(at: offset, count: 4).map { String(String.UnicodeScalarView($0.map { Unicode.Scalar($0) })) }
  }

  /// Whether some text stands at a place.
  func has(_ text: StaticString, at offset: Int) -> Bool {
    slice(at: offset, count: text.utf8CodeUnitCount)?
      .elementsEqual(UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)) ?? false
  }
}

extension Int {
  /// The sum, or `nil` when it is too large.
  func adding(_ other: Int) -> Int? {
    let (sum, overflow) = addingReportingOverflow(other)
    return overflow ? nil : sum
  }
}

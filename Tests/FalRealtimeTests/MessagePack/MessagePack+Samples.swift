import FalRealtime
import TestSupport

extension MessagePack {
  /// Any value, with few levels.
  static func random(using numbers: inout SeededRandom, levels: Int = 4) -> MessagePack {
    let bits = numbers.next() >> UInt64.random(in: 0...63, using: &numbers)
    switch Int.random(in: 0..<(levels > 0 ? 13 : 10), using: &numbers) {
    case 0: return .nil
    case 1: return .bool(bits.isMultiple(of: 2))
    case 2: return .integer(Int64(bitPattern: bits))
    case 3: return .integer(-Int64(bits >> 1) - 1)
    case 4: return .unsigned(numbers.next() | 1 << 63)
    case 5: return .float(Float(bitPattern: UInt32(truncatingIfNeeded: numbers.next())))
    case 6: return .double(Double(bitPattern: numbers.next()))
    case 7: return .string(String(decoding: numbers.bytes(upTo: 40), as: UTF8.self))
    case 8: return .binary(numbers.bytes(upTo: Int(bits % 300)))
    case 9: return .extended(type: Int8(truncatingIfNeeded: bits), numbers.bytes(upTo: 20))
    case 10, 11:
      return .array((0..<bits % 20).map { _ in random(using: &numbers, levels: levels - 1) })
    default:
      return .map(
        (0..<bits % 20).map { _ in
          let key = random(using: &numbers, levels: levels - 2)
          return MapEntry(key, random(using: &numbers, levels: levels - 1))
        }
      )
    }
  }

  /// A map with texts as keys.
  static func named(_ entries: (String, MessagePack)...) -> MessagePack {
    .map(entries.map { MapEntry(.string($0.0), $0.1) })
  }

  /// A value within lists that stand in each other.
  static func nested(_ value: MessagePack, levels: Int) -> MessagePack {
    (0..<levels).reduce(value) { value, _ in .array([value]) }
  }
}

extension [UInt8] {
  /// Bytes written as hexadecimal digits; spaces between them do not count.
  init(hex: String) {
    let digits = hex.compactMap(\.hexDigitValue)
    self = stride(from: 0, to: digits.count - 1, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) }
  }
}

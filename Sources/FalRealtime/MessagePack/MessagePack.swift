/// A MessagePack value: what JSON can express, and besides it bytes, and numbers of a certain width.
///
/// Reading never fails on a missing part: a subscript that finds nothing gives `.nil`, and the typed accessors
/// (`string`, `int`, `double`, `bool`, `bytes`, `array`, `map`) give `nil` when the value is of another type.
///
/// ```swift
/// let answer = try MessagePack(decoding: [0x81, 0xA4, 0x73, 0x65, 0x65, 0x64, 0x2A])
/// print(answer["seed"].int ?? 0)  // 42
/// ```
public enum MessagePack: Sendable {
  /// No value.
  case `nil`
  /// `true` or `false`.
  case bool(Bool)
  /// A whole number.
  case integer(Int64)
  /// A whole number above `Int64.max`; smaller ones are read as `integer`, and are equal to it when they are made so.
  case unsigned(UInt64)
  /// A floating-point number of 32 bits.
  case float(Float)
  /// A floating-point number of 64 bits.
  case double(Double)
  /// A text.
  case string(String)
  /// Bytes.
  case binary([UInt8])
  /// A list of values.
  case array([MessagePack])
  /// Keys with values, in the order they were written; a key may be any value, and may occur twice.
  case map([MapEntry])
  /// Bytes of a type that applications agree on; of the types below 0, which the format reserves, -1 is a time.
  case extended(type: Int8, [UInt8])
}

extension MessagePack {
  /// Whether it is no value.
  public var isNil: Bool {
    if case .nil = self { true } else { false }
  }

  /// The value as a Boolean, or `nil` when it is of another type.
  public var bool: Bool? {
    if case .bool(let value) = self { value } else { nil }
  }

  /// The value as an integer, or `nil` when it is not a whole number that fits.
  public var int: Int? {
    switch self {
    case .integer(let value): Int(exactly: value)
    case .unsigned(let value): Int(exactly: value)
    case .float(let value): Int(exactly: value)
    case .double(let value): Int(exactly: value)
    default: nil
    }
  }

  /// The value as an unsigned 64-bit integer, or `nil` when it is not a whole number that fits.
  public var uint64: UInt64? {
    switch self {
    case .integer(let value): UInt64(exactly: value)
    case .unsigned(let value): value
    case .float(let value): UInt64(exactly: value)
    case .double(let value): UInt64(exactly: value)
    default: nil
    }
  }

  /// The value as a floating-point number (rounded when it has more digits), or `nil` when it is not a number.
  public var double: Double? {
    switch self {
    case .integer(let value): Double(value)
    case .unsigned(let value): Double(value)
    case .float(let value): Double(value)
    case .double(let value): value
    default: nil
    }
  }

  /// The text, or `nil` when the value is of another type.
  public var string: String? {
    if case .string(let value) = self { value } else { nil }
  }

  /// The bytes, or `nil` when the value is of another type.
  public var bytes: [UInt8]? {
    if case .binary(let value) = self { value } else { nil }
  }

  /// The items, or `nil` when the value is of another type.
  public var array: [MessagePack]? {
    if case .array(let value) = self { value } else { nil }
  }

  /// The keys and values, or `nil` when the value is of another type.
  public var map: [MapEntry]? {
    if case .map(let value) = self { value } else { nil }
  }
}

extension MessagePack {
  /// The value of this key, of several the last one; `.nil` when there is none or the value is no map.
  ///
  /// Setting a value on anything but a map replaces it by a map.
  public subscript(name: String) -> MessagePack {
    get { map?.last { $0.key.string == name }?.value ?? .nil }
    set {
      var entries = map ?? []
      self = .nil  // so that the map is modified in place
      if let position = entries.lastIndex(where: { $0.key.string == name }) {
        entries[position].value = newValue
      } else {
        entries.append(MapEntry(.string(name), newValue))
      }
      self = .map(entries)
    }
  }

  /// The item at this position; `.nil` when there is none or the value is no list.
  public subscript(position: Int) -> MessagePack {
    guard let items = array, items.indices.contains(position) else { return .nil }
    return items[position]
  }
}

extension MessagePack: Hashable {
  /// Whether two values are of the same type and equal.
  ///
  /// Integers are equal when their values are; so are floating-point numbers of the same width. Unlike in arithmetic,
  /// NaN equals NaN, so that a value always equals itself. Equal maps have the same entries in the same order.
  public static func == (left: MessagePack, right: MessagePack) -> Bool {
    switch (left, right) {
    case (.nil, .nil): true
    case (.bool(let a), .bool(let b)): a == b
    case (.integer(let a), .integer(let b)): a == b
    case (.unsigned(let a), .unsigned(let b)): a == b
    case (.integer(let a), .unsigned(let b)), (.unsigned(let b), .integer(let a)): a == b
    case (.float(let a), .float(let b)): a == b || a.isNaN && b.isNaN
    case (.double(let a), .double(let b)): a == b || a.isNaN && b.isNaN
    case (.string(let a), .string(let b)): a == b
    case (.binary(let a), .binary(let b)): a == b
    case (.array(let a), .array(let b)): a == b
    case (.map(let a), .map(let b)): a == b
    case (.extended(let aType, let a), .extended(let bType, let b)): aType == bType && a == b
    default: false
    }
  }

  /// Hashes the value, so that equal integers hash alike, and all NaN.
  public func hash(into hasher: inout Hasher) {
    switch self {
    case .nil: hasher.combine(0 as UInt8)
    case .bool(let value): hasher.combine(value)
    case .integer(let value): hasher.combine(value)
    case .unsigned(let value):
      if let small = Int64(exactly: value) { hasher.combine(small) } else { hasher.combine(value) }
    case .float(let value): hasher.combine(value.isNaN ? .nan : value)
    case .double(let value): hasher.combine(value.isNaN ? .nan : value)
    case .string(let value): hasher.combine(value)
    case .binary(let value): hasher.combine(value)
    case .array(let value): hasher.combine(value)
    case .map(let value): hasher.combine(value)
    case .extended(let type, let value):
      hasher.combine(type)
      hasher.combine(value)
    }
  }
}

import FalCore
import FalRegistry

extension ValueType {
  /// Whether fal's models take a value of another type because it can be read as this one: `"5"` as a number.
  func accepts(_ value: JSON) -> Bool {
    switch self {
    case .boolean: value.lenientBool != nil
    case .integer: value.lenientInt != nil
    case .number: value.lenientDouble != nil
    case .text, .list, .object: false
    }
  }
}

extension JSON {
  /// A Boolean, or what fal's models read as one.
  var lenientBool: Bool? {
    switch self {
    case .bool(let value): value
    case .number(let number): number == JSONNumber(1) ? true : number == JSONNumber(0) ? false : nil
    case .string(let text):
      switch text.lowercased() {
      case "true", "t", "yes", "y", "on", "1": true
      case "false", "f", "no", "n", "off", "0": false
      default: nil
      }
    default: nil
    }
  }

  /// A whole number, or a text that holds one.
  var lenientInt: Int? { int ?? string.flatMap { Int($0) } }

  /// A number, or a text that holds one.
  var lenientDouble: Double? {
    let number = double ?? string.flatMap { Double($0) }
    return number.flatMap { $0.isFinite ? $0 : nil }
  }
}

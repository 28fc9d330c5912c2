package import FalCore

/// A type of JSON value, as a schema asks for it.
package enum ValueType: String, Sendable, Hashable, CaseIterable {
  /// `true` or `false`.
  case boolean
  /// A whole number.
  case integer
  /// A number.
  case number
  /// Text.
  case text
  /// A list.
  case list
  /// An object.
  case object

  /// The type in words: `a whole number`.
  var words: String {
    switch self {
    case .boolean: "true or false"
    case .integer: "a whole number"
    case .number: "a number"
    case .text: "text"
    case .list: "a list"
    case .object: "an object"
    }
  }

  /// Whether a value is of the type; whole numbers may be written as `1.0`.
  func includes(_ value: JSON) -> Bool {
    switch (self, value) {
    case (.boolean, .bool), (.number, .number), (.text, .string), (.list, .array), (.object, .object): true
    case (.integer, .number(let number)): number.isWhole
    default: false
    }
  }
}

extension SchemaNode {
  /// The types of value it takes, those of all branches of a union; empty when it takes any.
  package var valueTypes: [ValueType] {
    switch shape {
    case .any: return []
    case .boolean: return [.boolean]
    case .integer: return [.integer]
    case .number: return [.number]
    case .text: return [.text]
    case .list: return [.list]
    case .object, .map: return [.object]
    // Of what kind it is stands where it begins.
    case .recursive: return []
    case .union(let branches):
      let types = branches.map(\.valueTypes)
      if types.contains([]) { return [] }
      return types.joined().reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    }
  }

  /// The values of a set, also of one whose values are of several kinds; empty when other values are allowed, too.
  package var closedSet: [JSON] {
    guard allowedValues.isEmpty, case .union(let branches) = shape else { return allowedValues }
    let sets = branches.map(\.closedSet)
    return sets.contains([]) ? [] : sets.flatMap(\.self)
  }
}

import FalCore
import FalRegistry

/// An endpoint with the names of its types: all that is needed to write it down in Swift.
package struct EndpointModel: Sendable {
  let record: EndpointRecord
  /// The name of the endpoint's type.
  package let name: String
  /// Input and output; `own` types are given by name.
  let input: ValueType
  let output: ValueType
  /// The endpoint's own types, from the outside in.
  let types: [TypeModel]
}

/// A type with its name.
struct TypeModel: Sendable {
  let name: String
  /// Whether it belongs to the input.
  let isInput: Bool
  /// The member it is the value of, as the service writes it; `nil` for the whole input or output.
  let member: String?
  let content: Content

  enum Content: Sendable {
    case object([MemberModel])
    case choice([ChoiceValue])
    case union([BranchModel])
  }
}

/// A member of an object.
struct MemberModel: Sendable {
  /// The name, as the service writes it.
  let name: String
  let swiftName: String
  let type: ValueType
  let isOptional: Bool
  /// What the initialiser uses when nothing is given: Swift source.
  let initialValue: String?
  let isRecursive: Bool
  let documentation: [String]
}

/// A value of an enum.
struct ChoiceValue: Sendable {
  let value: JSON
  let swiftName: String
}

/// A case of a union.
struct BranchModel: Sendable {
  let swiftName: String
  let type: ValueType
  let constants: [(name: String, value: JSON)]
  let isRecursive: Bool
}

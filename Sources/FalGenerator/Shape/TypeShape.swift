import FalCore

/// A type of an endpoint's own, before it has a Swift name.
struct TypeShape: Sendable {
  /// Where it stands in the endpoint's input or output: `Input`, `Input.loras`.
  let path: String
  /// The words its name is made of.
  let hint: String
  let content: Content

  enum Content: Sendable {
    case object([MemberShape])
    case choice(ChoiceShape)
    case union([BranchShape])
  }

  /// How deep inside the input or output it stands.
  let depth: Int
  /// The member that it is a value of, as the service writes it; `nil` for the whole input or output.
  let member: String?

  /// Whether it belongs to the input.
  var isInput: Bool { path == "Input" || path.hasPrefix("Input.") || path.hasPrefix("Input|") }
}

/// A member of an object.
struct MemberShape: Sendable {
  /// The name, as the service writes it.
  let name: String
  let type: ValueType
  /// Whether it may be missing.
  let isOptional: Bool
  /// The only value it can have.
  let constant: JSON?
  /// Whether it leads back to the object it is in without a list between.
  let isRecursive: Bool
  let documentation: [String]
}

/// A set of allowed values.
struct ChoiceShape: Sendable {
  let values: [JSON]
  /// The word in front of values that start with a digit.
  let prefix: String

  var isInteger: Bool { values.allSatisfy { $0.int != nil } }
}

/// One kind of value among several.
struct BranchShape: Sendable {
  /// What it is called where its type does not tell: `string`, `list`.
  let label: String
  let type: ValueType
  /// Members that have one value only, which tell this kind of object from others.
  let constants: [(name: String, value: JSON)]
  /// Whether it leads back to what it is in.
  let isRecursive: Bool
}

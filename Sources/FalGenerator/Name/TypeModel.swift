/// A type with its name.
struct TypeModel: Sendable {
  let name: String
  /// Whether it belongs to the input.
  let isInput: Bool
  /// Whether it is a whole input or output.
  let isWhole: Bool
  /// The member it is the value of, as the service writes it; `nil` for the whole input or output.
  let member: String?
  let content: Content
  /// What an output has, with the Swift names of the members.
  let abilities: [AbilityShape]
  /// Whether it describes a file.
  let isFile: Bool

  enum Content: Sendable {
    case object([MemberModel])
    case choice([ChoiceValue])
    case union([BranchModel])
  }
}

/// Another name for a type.
struct AliasModel: Sendable {
  let name: String
  /// The type; what it is made of is not looked at.
  let type: ValueType
}

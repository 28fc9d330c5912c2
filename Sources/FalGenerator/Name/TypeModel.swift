import FalJSON

/// What a type is called in Swift where it is used: `ImageSize`, or `Input.Style` from outside its endpoint.
struct TypeName: Sendable, Hashable {
  let text: String
}

/// A type that has a name.
typealias NamedType = MemberType<TypeName>

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
    case enumeration([EnumValue])
    case union([BranchModel])
  }
}

/// Another name for a type.
struct AliasModel: Sendable {
  let name: String
  /// The type; what it is made of is not looked at.
  let type: NamedType
}

/// An endpoint with the names of its types: all that is needed to write it down in Swift.
struct EndpointModel: Sendable {
  let id: String
  /// The name shown to people.
  let title: String
  let category: String
  /// Whether the service still offers it.
  let isOffered: Bool
  /// Whether the service can stream its output.
  let isStreaming: Bool
  /// The name of the endpoint's type.
  let name: String
  let input: NamedType
  let output: NamedType
  /// The endpoint's own types, from the outside in.
  let types: [TypeModel]
  /// What shared types are called inside the endpoint.
  let aliases: [AliasModel]
}

/// A member of an object.
struct MemberModel: Sendable {
  /// The name, as the service writes it.
  let name: String
  let swiftName: String
  let type: NamedType
  let isOptional: Bool
  /// Whether it must be sent, as `null` when there is nothing.
  let isSentAsNull: Bool
  /// What the initialiser uses when nothing is given; `nil` where something must be.
  let initialValue: InitialValue?
  let isRecursive: Bool
  let documentation: [String]
}

/// What a member is when nothing is given for it.
enum InitialValue: Sendable {
  case nothing
  case boolean(Bool)
  /// The only value of a set, by its Swift name.
  case enumeration(String)
}

/// A case of a union.
struct BranchModel: Sendable {
  let swiftName: String
  let type: NamedType
  let constants: [(name: String, value: JSON)]
  let demand: Demand
  let isRecursive: Bool
}

/// A value of an enum.
struct EnumValue: Sendable {
  let value: JSON
  let swiftName: String
}

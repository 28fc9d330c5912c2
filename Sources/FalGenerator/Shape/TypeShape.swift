import FalJSON
import FalSchema

/// A type of an endpoint's own, before it has a Swift name.
struct TypeShape: Sendable {
  /// Where it stands in the endpoint's input or output: `Input`, `Input.loras`.
  let path: String
  /// The path of the type that it is inside of; `nil` for the outermost.
  let parent: String?
  /// The words its name is made of.
  let hint: String
  let content: Content

  enum Content: Sendable {
    case object([MemberShape])
    case enumeration(EnumShape)
    case union([BranchShape])
  }

  /// How deep inside the input or output it stands.
  let depth: Int
  /// The member that it is a value of, as the service writes it; `nil` for the whole input or output.
  let member: String?

  /// Whether it belongs to the input.
  var isInput: Bool { path == "Input" || path.hasPrefix("Input.") || path.hasPrefix("Input|") }

  /// Whether it is a set of values.
  var isChoice: Bool {
    if case .enumeration = content { true } else { false }
  }
}

/// A member of an object.
struct MemberShape: Sendable {
  /// The name, as the service writes it.
  let name: String
  let type: ShapeType
  /// Whether it may be missing.
  let isOptional: Bool
  /// Whether it must be sent, as `null` when there is nothing.
  let isSentAsNull: Bool
  /// The only value it can have.
  let constant: JSON?
  /// Whether it leads back to the object it is in without a list between.
  let isRecursive: Bool
  let documentation: MemberDocumentation
}

/// One kind of value among several.
struct BranchShape: Sendable {
  /// What it is called where its type does not tell: `string`, `list`.
  let label: String
  let type: ShapeType
  /// Members that have one value only, which tell this kind of object from others.
  let constants: [(name: String, value: JSON)]
  /// How much a value must have to be of this kind, so that the kind that asks for most is tried first.
  let demand: Demand
  /// Whether it leads back to what it is in.
  let isRecursive: Bool
}

/// How much a value must have to be of one kind among several.
struct Demand: Sendable, Hashable {
  /// The members that an object must have.
  let required: Int
  /// The members that an object may have; one of them must be there where none is required.
  let members: [String]
  /// Whether it is an object with any members at all, which nearly every object is.
  let isMap: Bool

  /// Whether a value of this kind is tried before one of another.
  func comes(before other: Demand) -> Bool {
    if isMap != other.isMap { return !isMap }
    if required != other.required { return required > other.required }
    return members.count > other.members.count
  }
}

/// A set of allowed values.
struct EnumShape: Sendable {
  let values: [JSON]
  /// The word in front of values that start with a digit.
  let prefix: String

  /// Whether the values are texts; else they are whole numbers.
  var isText: Bool { values.allSatisfy { $0.string != nil } }

  /// The values as texts, with the Swift names they would like to have.
  var valueNames: [(name: String, swiftName: String)] {
    values.map { value in
      let name = value.string ?? value.text()
      return (name, Identifier.value(name, prefix: prefix))
    }
  }
}

/// An endpoint's types, before they have Swift names.
package struct EndpointShape: Sendable {
  let record: EndpointRecord
  /// Input and output.
  let input: ShapeType
  let output: ShapeType
  /// Its own types, from the outside in.
  let types: [TypeShape]
}

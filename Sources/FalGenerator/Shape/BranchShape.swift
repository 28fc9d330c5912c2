import FalJSON

/// One kind of value among several.
struct BranchShape: Sendable {
  /// What it is called where its type does not tell: `string`, `list`.
  let label: String
  let type: ValueType
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

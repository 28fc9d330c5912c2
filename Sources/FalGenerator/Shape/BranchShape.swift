import FalJSON

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

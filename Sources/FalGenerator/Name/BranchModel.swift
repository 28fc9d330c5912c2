import FalJSON

/// A case of a union.
struct BranchModel: Sendable {
  let swiftName: String
  let type: ValueType
  let constants: [(name: String, value: JSON)]
  let demand: Demand
  let isRecursive: Bool
}

/// A member of an object.
struct MemberModel: Sendable {
  /// The name, as the service writes it.
  let name: String
  let swiftName: String
  let type: ValueType
  let isOptional: Bool
  /// Whether it must be sent, as `null` when there is nothing.
  let isSentAsNull: Bool
  /// What the initialiser uses when nothing is given: Swift source.
  let initialValue: String?
  let isRecursive: Bool
  let documentation: [String]
}

import FalJSON

/// A member of an object.
struct MemberShape: Sendable {
  /// The name, as the service writes it.
  let name: String
  let type: ValueType
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

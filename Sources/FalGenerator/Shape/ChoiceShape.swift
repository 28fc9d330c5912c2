import FalJSON

/// A set of allowed values.
struct ChoiceShape: Sendable {
  let values: [JSON]
  /// The word in front of values that start with a digit.
  let prefix: String

  var isInteger: Bool { values.allSatisfy { $0.int != nil } }
}

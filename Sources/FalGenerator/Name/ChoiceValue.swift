import FalJSON

/// A value of an enum.
struct ChoiceValue: Sendable {
  let value: JSON
  let swiftName: String
}

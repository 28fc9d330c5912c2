import FalCore

/// A value of an enum.
struct ChoiceValue: Sendable {
  let value: JSON
  let swiftName: String
}

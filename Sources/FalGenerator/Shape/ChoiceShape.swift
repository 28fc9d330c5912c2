import FalJSON

/// A set of allowed values.
struct ChoiceShape: Sendable {
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

/// A flag, or an option that takes a value.
struct OptionDefinition: Sendable {
  var name: String
  var short: Character?
  /// The name of the value in help; `nil` for a flag.
  var value: String?
  var summary: String
  var repeats = false
  var values = ValueSource.text
  /// What holds when the option is not given, in words.
  var defaultText: String?

  var takesValue: Bool { value != nil }

  /// As it stands in help: `-l, --limit N`.
  var usage: String {
    let long = "--\(name)" + (value.map { " \($0)" } ?? "")
    return short.map { "-\($0), \(long)" } ?? long
  }
}

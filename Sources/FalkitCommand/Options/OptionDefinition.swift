/// A flag, or an option that takes a value.
struct OptionDefinition: Sendable {
  var name: OptionName
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

/// A word that a command takes by its position.
struct ArgumentDefinition: Sendable {
  var name: String
  var summary: String
  var isOptional = false
  var repeats = false
  var values = ValueSource.text

  /// As it stands in a usage line: `MODEL`, `[GLOB]`, `WORDS...`.
  var usage: String {
    let text = repeats ? "\(name)..." : name
    return isOptional ? "[\(text)]" : text
  }
}

/// Where the possible values of an argument or option come from.
enum ValueSource: Sendable {
  /// Any text.
  case text
  /// One of these.
  case choices([String])
  /// A model of the registry.
  case endpoint
  /// A category of the registry.
  case category
  /// The owner of a model.
  case owner
  /// The name of an input, of the model that was named before or of any.
  case field
  /// `name=value` for an input of the model that was named before.
  case assignment
  /// A request on this machine.
  case request
  /// A command of falkit.
  case command
  /// A value of the setting that was named before.
  case settingValue
  /// A file or folder.
  case file
}

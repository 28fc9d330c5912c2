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

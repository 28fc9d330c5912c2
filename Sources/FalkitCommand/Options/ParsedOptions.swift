import FalCore

/// The options of a command line.
struct ParsedOptions: Sendable {
  private var given: [OptionName: [String]] = [:]

  mutating func add(_ name: OptionName, _ value: String = "") {
    given[name, default: []].append(value)
  }

  /// The names of the options that were given, sorted.
  var names: [OptionName] { given.keys.sorted(on: \.rawValue) }

  func has(_ flag: OptionName) -> Bool { given[flag] != nil }

  /// The last value given for an option.
  func value(_ option: OptionName) -> String? { given[option]?.last }

  func values(_ option: OptionName) -> [String] { given[option] ?? [] }
}

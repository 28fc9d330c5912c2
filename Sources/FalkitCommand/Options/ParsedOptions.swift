/// The options of a command line.
struct ParsedOptions: Sendable {
  private var given: [String: [String]] = [:]

  mutating func add(_ name: String, _ value: String = "") {
    given[name, default: []].append(value)
  }

  /// The names of the options that were given, sorted.
  var names: [String] { given.keys.sorted() }

  func has(_ flag: String) -> Bool { given[flag] != nil }

  /// The last value given for an option.
  func value(_ option: String) -> String? { given[option]?.last }

  func values(_ option: String) -> [String] { given[option] ?? [] }
}

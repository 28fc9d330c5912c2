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

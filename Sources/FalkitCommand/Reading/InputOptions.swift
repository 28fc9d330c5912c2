import FalCore
import FalRunner

/// The options that say where an input comes from and how it is checked.
enum InputOptions {
  static let all: [OptionDefinition] = [
    OptionDefinition(
      name: .input,
      short: "i",
      value: "FILE",
      summary: "Start from this JSON object: a file, - for standard input, or the object itself. Words change it.",
      values: .file
    ),
    OptionDefinition(name: .noValidate, summary: "Send the input as it is."),
    OptionDefinition(name: .strict, summary: "Refuse the input for warnings, too."),
    OptionDefinition(name: .allowUnknown, summary: "Only warn of inputs that the model's schema does not have."),
    RemoteModel.option,
    OptionDefinition(
      name: .stdinType,
      value: "TYPE",
      summary: "The media type of a file from standard input.",
      defaultText: "found out by its content"
    ),
  ]

  /// The object that `--input` gives, or the list, which the whole input of some models is; an empty object without it.
  static func base(_ invocation: Invocation, takesList: Bool = false) throws(RunError) -> JSON {
    guard let source = invocation.value(.input) else { return [:] }
    let first = source.first { !$0.isWhitespace }
    let isInline = first == "{" || takesList && first == "["
    let name = isInline ? "--input" : source == "-" ? "standard input" : source
    let text =
      isInline
      ? source
      : source == "-"
        ? try InputFile.text(try invocation.standardInput.read(for: "input"), name) : try InputFile.text(of: source)
    let json: JSON
    do throws(JSONParseError) {
      json = try JSON(parsing: text, duplicateNames: .reject)
    } catch {
      throw RunError(.invalid, "\(name) is not JSON: \(error)", hint: "falkit schema MODEL --example")
    }
    guard json.object != nil || takesList && json.array != nil else {
      throw RunError(.invalid, "\(name) holds no JSON object", hint: "falkit schema MODEL --example")
    }
    return json
  }
}

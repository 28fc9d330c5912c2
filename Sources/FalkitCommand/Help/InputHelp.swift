import FalCore
import FalRegistry

/// The inputs of the model that a command line names, for its help; the registry knows them.
struct InputHelp {
  private let id: String
  /// `nil` when the registry does not have the model.
  private let model: ModelDescription?

  /// Finds the model; `nil` when the command takes no inputs, or no model is named.
  ///
  /// Help is for those who do not know yet what is right, so that a wrong name or a damaged registry is no error here.
  init?(_ invocation: Invocation) {
    guard invocation.command.takesInputs, let id = NamedModel.of(invocation.command, invocation.arguments) else {
      return nil
    }
    self.id = id
    model = try? ModelDescription(named: id, invocation)
  }

  func lines(_ console: Console) -> [String] {
    let heading = console.style.heading("INPUTS OF \(TerminalText.text(model?.record.id ?? id))")
    guard let model else { return [heading, "  unknown: the registry has no such model; try falkit search"] }
    guard !model.schema.inputs.isEmpty else { return [heading, "  unknown: the service does not describe them"] }
    let text = FieldText(
      glossary: model.glossary,
      side: .input,
      combined: model.override.combined,
      console: console,
      isComplete: false,
      moreCommand: { "falkit model-info \(Shell.quoted(model.record.id)) \($0)" }
    )
    var lines = [heading]
    for (title, fields) in [("required", model.schema.required), ("optional", model.schema.optional)]
    where !fields.isEmpty {
      lines += [console.style.dim(" \(title)")] + text.lines(fields)
    }
    return lines
  }

  var json: JSON {
    [
      "endpoint_id": .string(model?.record.id ?? id),
      "inputs": model.map { FieldJSON(glossary: $0.glossary, side: .input).of($0.schema.inputs) } ?? .null,
    ]
  }
}

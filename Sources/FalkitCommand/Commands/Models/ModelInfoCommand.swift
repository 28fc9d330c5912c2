import FalCore
import FalRegistry
import FalRunner

extension CommandDefinition {
  static let modelInfo = CommandDefinition(
    name: "model-info",
    group: .find,
    summary: "Show what a model takes, what it returns, and how to call it.",
    details: [
      "Explanations are falkit's own; types, limits, defaults and allowed values are the service's. With names of inputs "
        + "after the model, only these are shown, with all their allowed values."
    ],
    arguments: [
      ArgumentDefinition(name: "MODEL", summary: "The model's id, or the address of its web page.", values: .endpoint),
      ArgumentDefinition(
        name: "FIELD",
        summary: "Show only this input or output.",
        isOptional: true,
        repeats: true,
        values: .field
      ),
    ],
    options: [RemoteModel.option],
    examples: [
      Example(command: "falkit model-info fal-ai/flux/dev", meaning: "all of it"),
      Example(command: "falkit model-info fal-ai/flux/dev image_size", meaning: "one input"),
      Example(command: "falkit model-info fal-ai/veo3.1 --json | jq .required", meaning: "for a program"),
    ],
    exitCodes: [.ok, .usage, .notFound, .config],
    usesPager: true,
    run: ModelInfoCommand.run
  )
}

enum ModelInfoCommand {
  static func run(_ invocation: Invocation) throws -> ExitCode {
    let model = try ModelDescription(named: invocation.arguments[0], invocation)
    let wanted = Array(invocation.arguments.dropFirst())
    try check(wanted, model)
    if invocation.console.mode == .json {
      try invocation.console.print(json(model, wanted))
    } else {
      try invocation.console.print(text(model, wanted, invocation))
    }
    return .ok
  }

  private static func check(_ wanted: [String], _ model: ModelDescription) throws(RunError) {
    let known = Set((model.schema.inputs + model.schema.outputs).map(\.name))
    for name in wanted where !known.contains(name) {
      throw RunError(
        .notFound,
        "\(model.record.id) has no input or output '\(name)'",
        endpointID: model.record.id,
        suggestions: NearestNames.of(name, among: known),
        hint: "falkit model-info \(Shell.quoted(model.record.id))"
      )
    }
  }

  private static func text(_ model: ModelDescription, _ wanted: [String], _ invocation: Invocation) -> String {
    let console = invocation.console
    if console.isQuiet { return TerminalText.text(model.record.id) }
    let style = console.style
    let record = model.record
    let facts = [record.category, record.status.rawValue].map(TerminalText.text)
    var lines = [
      ([style.strong(TerminalText.text(record.name))] + facts).joined(separator: "    "), TerminalText.text(record.id),
    ]

    func text(_ side: Glossary.Side) -> FieldText {
      FieldText(
        glossary: model.glossary,
        side: side,
        combined: model.override.combined,
        console: console,
        isComplete: !wanted.isEmpty,
        moreCommand: { "falkit model-info \(Shell.quoted(record.id)) \($0)" }
      )
    }
    func section(_ title: String, _ fields: [SchemaField], _ side: Glossary.Side) {
      let shown = wanted.isEmpty ? fields : fields.filter { wanted.contains($0.name) }
      if !shown.isEmpty { lines += ["", style.heading(title)] + text(side).lines(shown) }
    }
    func section(_ title: String, whole node: SchemaNode, _ side: Glossary.Side) {
      guard wanted.isEmpty, let whole = node.wholeToShow else { return }
      lines += ["", style.heading(title)] + text(side).lines(ofWhole: whole)
    }
    section("TAKES", whole: model.schema.input, .input)
    section("REQUIRED", model.schema.required, .input)
    section("OPTIONAL", model.schema.optional, .input)
    section("RETURNS", model.schema.outputs, .output)
    section("RETURNS", whole: model.schema.output, .output)
    guard wanted.isEmpty else { return lines.joined(separator: "\n") }

    let notes = model.notes
    if !notes.isEmpty {
      lines += ["", style.heading("NOTES")]
      lines += notes.map { TextLayout.wrap(TerminalText.text($0), width: min(console.width, 100), indent: 2) }
    }
    lines += ["", style.heading("RUN"), "  " + model.command]
    if let name = model.model.typeName {
      lines += ["", style.heading("SWIFT"), TerminalText.text("  import \(record.module)    \(name)")]
    }
    return lines.joined(separator: "\n")
  }

  private static func json(_ model: ModelDescription, _ wanted: [String]) -> JSON {
    let record = model.record
    let inputs = FieldJSON(glossary: model.glossary, side: .input)
    let outputs = FieldJSON(glossary: model.glossary, side: .output)
    func shown(_ fields: [SchemaField]) -> [SchemaField] {
      wanted.isEmpty ? fields : fields.filter { wanted.contains($0.name) }
    }
    let media = record.mediaInputs.map { ($0.field, JSON.string($0.kind.rawValue)) }
    return [
      "endpoint_id": .string(record.id),
      "name": .string(record.name),
      "category": .string(record.category),
      "status": .string(record.status.rawValue),
      "has_schema": .bool(record.hasSchema),
      "streaming": .bool(record.isStreaming),
      "required": .array(model.schema.required.map { .string($0.name) }),
      "optional": .array(model.schema.optional.map { .string($0.name) }),
      "fields": inputs.of(shown(model.schema.inputs)),
      "input_type": .string(FieldWords.type(model.schema.input)),
      "media_fields": .object(JSONObject(media)),
      "notes": .array(model.notes.map(JSON.string)),
      "outputs": outputs.of(shown(model.schema.outputs)),
      "output_type": .string(FieldWords.type(model.schema.output)),
      "output_kinds": .array(record.outputKinds.map(JSON.string)),
      "example": model.example,
      "command": .string(model.command),
      "swift": model.model.typeName.map { ["module": .string(record.module), "type": .string($0)] } ?? .null,
    ]
  }
}

import FalCore
import FalRegistry
import FalRunner

extension CommandDefinition {
  static let schema = CommandDefinition(
    name: "schema",
    group: .find,
    summary: "Print a model's schema, or an input to start from.",
    details: [
      "As JSON Schema, references are resolved and names explained; as openapi, it is the registry's normalised document. "
        + "--example prints a smallest valid input; NAME=VALUE sets inputs in it, read as the schema says, and NAME:=JSON "
        + "sets them to any JSON."
    ],
    arguments: [
      ArgumentDefinition(name: "MODEL", summary: "The model's id, or the address of its web page.", values: .endpoint),
      ArgumentDefinition(
        name: "NAME=VALUE",
        summary: "With --example: set an input.",
        isOptional: true,
        repeats: true,
        values: .assignment
      ),
    ],
    options: [
      OptionDefinition(
        name: .part,
        value: "PART",
        summary: "Which part.",
        values: .choices(["input", "output", "all"]),
        defaultText: "all"
      ),
      OptionDefinition(
        name: .format,
        value: "FORMAT",
        summary: "How it is printed.",
        values: .choices(["json", "table", "openapi"]),
        defaultText: "table on a terminal, else json"
      ),
      OptionDefinition(name: .example, summary: "Print a smallest valid input instead."),
      RemoteModel.option,
    ],
    examples: [
      Example(command: "falkit schema fal-ai/flux/dev --part input", meaning: "the input alone"),
      Example(
        command: "falkit schema fal-ai/flux/dev --example prompt='a cat' image_size=square",
        meaning: "an input to change, for falkit run --input"
      ),
      Example(
        command: "falkit schema fal-ai/whisper --format openapi",
        meaning: "the document that code is generated from"
      ),
    ],
    exitCodes: [.ok, .usage, .invalid, .notFound, .config],
    takesInputs: true,
    usesPager: true,
    run: SchemaCommand.run
  )
}

enum SchemaCommand {
  static func run(_ invocation: Invocation) throws -> ExitCode {
    var assignments = invocation.arguments
    // The inputs may stand before the model, as everywhere.
    let name = assignments.remove(at: assignments.firstIndex { InputAssignment($0) == nil } ?? 0)
    let model = try ModelDescription(named: name, invocation)
    let console = invocation.console
    let isOpenAPI = invocation.value(.format) == "openapi"
    if let part = invocation.value(.part), isOpenAPI, part != "all" {
      throw RunError.usage("--format openapi prints the whole document; --part \(part) does not go with it")
    }
    if invocation.has(.example) {
      for option in [OptionName.part, .format] where invocation.has(option) {
        throw RunError.usage("--\(option) does not go with --example")
      }
      try console.print(try example(of: model, assignments, invocation))
      return .ok
    }
    if let word = assignments.first {
      throw RunError.usage(
        "'\(word)' needs --example",
        hint: "falkit schema \(Shell.quoted(model.record.id)) --example \(Shell.quoted(word))"
      )
    }
    guard let snapshot = model.snapshot else {
      throw RunError(
        .notFound,
        "the registry has no schema of \(model.record.id)",
        endpointID: model.record.id,
        hint: "falkit model-info \(Shell.quoted(model.record.id))"
      )
    }
    for gap in model.gaps { console.say(gap) }

    let part = invocation.value(.part) ?? "all"
    switch invocation.value(.format) ?? (console.mode == .human ? "table" : "json") {
    case "openapi":
      try console.print(snapshot, .normalized)
    case "table" where console.mode != .json:
      try console.print(table(model, part, console))
    default:
      try console.print(json(model, snapshot, part))
    }
    return .ok
  }

  /// The example, with what the words set in it.
  private static func example(
    of model: ModelDescription,
    _ assignments: [String],
    _ invocation: Invocation
  ) throws -> JSON {
    guard !assignments.isEmpty else { return model.example }
    var words: [InputAssignment] = []
    for word in assignments {
      guard let input = InputAssignment(word) else {
        throw RunError.usage("'\(word)' is neither name=value nor name:=JSON")
      }
      words.append(input)
    }
    let endpoint = try invocation.endpoint(named: model.record.id)
    let request = try Waiting.run { [words] in
      try await RunRequest.read(endpoint, words, base: ModelInput(json: model.example), invocation)
    }
    if let file = request.input.files.values.first {
      throw RunError.usage(
        "\(file.name) is a file of this machine, which an example cannot hold; falkit run uploads it"
      )
    }
    return request.input.json
  }

  private static func json(_ model: ModelDescription, _ snapshot: JSON, _ part: String) -> JSON {
    var resolved = ResolvedSchema(snapshot: snapshot)
    switch part {
    case "input": return resolved.input(model.glossary)
    case "output": return resolved.output(model.glossary)
    default: return ["input": resolved.input(model.glossary), "output": resolved.output(model.glossary)]
    }
  }

  private static func table(_ model: ModelDescription, _ part: String, _ console: Console) -> String {
    var lines: [String] = []
    func text(_ side: Glossary.Side) -> FieldText {
      FieldText(
        glossary: model.glossary,
        side: side,
        combined: model.override.combined,
        console: console,
        isComplete: true,
        moreCommand: { _ in "" }
      )
    }
    func section(_ title: String, _ content: [String]) {
      lines += (lines.isEmpty ? [] : [""]) + [console.style.heading(title)] + content
    }
    if part != "output" {
      if let whole = model.schema.input.wholeToShow {
        section("INPUT", text(.input).lines(ofWhole: whole))
      } else {
        section("INPUT, required", text(.input).lines(model.schema.required))
        section("INPUT, optional", text(.input).lines(model.schema.optional))
      }
    }
    if part != "input" {
      let whole = model.schema.output.wholeToShow.map { text(.output).lines(ofWhole: $0) }
      section("OUTPUT", whole ?? text(.output).lines(model.schema.outputs))
    }
    return lines.joined(separator: "\n")
  }
}

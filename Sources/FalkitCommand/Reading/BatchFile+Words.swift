import FalCore
import FalRegistry
import FalRunner

/// The words of a command line that runs a model for the lines of a file.
struct BatchWords {
  let endpoint: EndpointID
  /// The file; `-` is standard input.
  let path: String
  let inputs: [InputAssignment]

  /// What errors call the file.
  var name: String { path == "-" ? "standard input" : path }

  init(_ invocation: Invocation) throws(RunError) {
    inputs = invocation.arguments.compactMap(InputAssignment.init)
    var others = invocation.arguments.filter { InputAssignment($0) == nil }
    guard others.count == 2 else {
      let usage = invocation.command.usage(invocation.path)
      throw .usage(
        others.count < 2
          ? "\(others.isEmpty ? "MODEL" : "FILE") is missing: \(usage)" : "'\(others[2])' is not name=value: \(usage)",
        hint: "falkit batch --help"
      )
    }
    // Whoever gives them the other way round means the same.
    if others[1] != "-", InputFile.exists(others[0]), !InputFile.exists(others[1]) { others.swapAt(0, 1) }
    endpoint = try invocation.endpoint(named: others[0])
    path = others[1]
  }
}

extension BatchTable {
  /// The lines that the words name.
  ///
  /// - Throws: `RunError` of kind `notFound` or `invalid`.
  init(_ words: BatchWords, _ model: RegisteredModel?, _ invocation: Invocation) throws(RunError) {
    let text =
      words.path == "-"
      ? try InputFile.text(try invocation.standardInput.read(for: "batch"), words.name)
      : try InputFile.text(of: words.path)
    let named = invocation.value(.format).flatMap { Format(rawValue: $0) } ?? Format(ofFile: words.path)
    guard let format = named ?? Format(beginningOf: text) else {
      throw .usage(
        "\(words.name) begins neither with { nor with [, as JSON does: say what it is",
        hint: "--format csv, tsv, or text for a prompt in each line"
      )
    }
    let prompt = format == .text ? try Self.prompt(model, words.endpoint) : ""
    try self.init(text, name: words.name, format: format, prompt: prompt)
  }

  /// The input that plain lines are for.
  private static func prompt(_ model: RegisteredModel?, _ endpoint: EndpointID) throws(RunError) -> String {
    let inputs = model?.schema.inputs.map(\.name) ?? ["prompt"]
    if let name = ["prompt", "text"].first(where: inputs.contains) { return name }
    throw .usage(
      "\(endpoint) has no input 'prompt' or 'text' that the lines of a text could be",
      hint: "CSV, with the name of an input in its first line"
    )
  }
}

extension BatchFile {
  /// Checks all lines.
  init(
    _ table: BatchTable,
    _ words: BatchWords,
    _ model: RegisteredModel?,
    _ saving: SavePolicy?,
    _ invocation: Invocation
  ) async throws {
    var usedColumns: Set<String> = []
    if case .files(let template)? = saving?.destination { usedColumns = template.columns }
    try await self.init(
      table,
      name: words.name,
      endpoint: words.endpoint,
      model: model,
      common: Common(
        base: ModelInput(json: try InputOptions.base(invocation)),
        words: words.inputs,
        usedColumns: usedColumns
      ),
      sources: try invocation.inputSources(),
      files: Self.files(words, table, invocation),
      policy: CheckPolicy(invocation)
    )
  }

  /// The files that lines may name: those of the folder that the command line gives for it, or of the batch's own where a word
  /// of the command line takes a file by a column.
  private static func files(_ words: BatchWords, _ table: BatchTable, _ invocation: Invocation) -> InputSources? {
    let base = words.path.lastIndex(of: "/").map { String(words.path[...$0]) } ?? "."
    if let folder = invocation.value(.files) { return InputSources(filesOf: folder, relativeTo: base) }
    let takesFiles = words.inputs.contains { $0.namesFile && !table.columns.isDisjoint(with: $0.placeholders) }
    return takesFiles ? InputSources(filesOf: base, relativeTo: base) : nil
  }
}

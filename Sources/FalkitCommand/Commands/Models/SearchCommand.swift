import FalCore
import FalRegistry
import FalRunner

extension CommandDefinition {
  static let search = CommandDefinition(
    name: "search",
    group: .find,
    summary: "Find models by words.",
    details: [
      "Looks in ids, names, categories, tags and the names of inputs and outputs. Small spelling errors do not matter, and "
        + "short forms such as img2img, i2v or tts are understood. Models that have all the words come first; MATCH tells "
        + "where they were found."
    ],
    arguments: [ArgumentDefinition(name: "WORDS", summary: "What to look for.", repeats: true)],
    options: ModelFilter.options + [
      OptionDefinition(
        name: .remote,
        summary: "Ask fal, which may have models that the registry has not; wants a key."
      )
    ],
    examples: [
      Example(command: "falkit search flux img2img", meaning: "FLUX models that start from a picture"),
      Example(command: "falkit search remove background --output-kind video", meaning: "cut people out of a clip"),
      Example(command: "falkit search tts -q -l 1", meaning: "the id of the best match alone"),
    ],
    usesPager: true,
    run: SearchCommand.run
  )
}

enum SearchCommand {
  static func run(_ invocation: Invocation) throws -> ExitCode {
    guard invocation.arguments.contains(where: { !$0.allSatisfy(\.isWhitespace) }) else {
      throw RunError.usage("there is nothing to look for", hint: "falkit search --help")
    }
    if invocation.has(.remote) { return try RemoteSearch.run(invocation) }
    let records = try invocation.records()
    defer { RegistryAge.mention(records, invocation.console) }
    let filter = try ModelFilter(invocation.options, glob: nil, records: records)
    let query = invocation.arguments.joined(separator: " ")
    let registry = try invocation.registry()
    let results = try invocation.readingRegistry { () throws(RegistryError) in try registry.search(query, in: records) }
    let found = results.filter { filter.accepts($0.record) }
    let shown = Array(found.prefix(try ModelsCommand.limit(invocation)))
    let console = invocation.console

    switch console.mode {
    case .json:
      let results = shown.map { result in
        var json = ModelJSON.of(result.record)
        json["score"] = .number(JSONNumber((result.score * 100).rounded() / 100) ?? JSONNumber(0))
        json["matched"] = .array(result.matched.map(JSON.string))
        return json
      }
      try console.print([
        "models": .array(results),
        "count": .number(JSONNumber(shown.count)),
        "total": .number(JSONNumber(found.count)),
        "snapshot": try ModelJSON.snapshot(invocation, records),
      ])
    case .human where !console.isQuiet && !shown.isEmpty:
      let rows = shown.map { result in
        [result.record.id, result.record.name, result.record.category, result.matched.joined(separator: ", ")].map(
          TerminalText.text
        )
      }
      let table = TextLayout.table(
        ["ENDPOINT", "NAME", "CATEGORY", "MATCH"],
        rows,
        width: console.width,
        style: console.style,
        leaveOut: [3, 1, 2]
      )
      let more = shown.count < found.count ? ". All: -l 0" : ""
      try console.print(table + "\n" + console.style.dim("\(shown.count) of \(found.count)\(more)"))
    default:
      try console.print(ModelsCommand.lines(shown.map(\.record), invocation))
    }
    if found.isEmpty {
      console.say("nothing found for '\(query)'; falkit models --categories shows what there is")
    }
    return .ok
  }
}

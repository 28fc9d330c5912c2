import FalCore
import FalRunner
import FalSystem

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// The `falkit` command line.
public enum FalkitCommand {
  /// The version of falkit.
  public static let version = FalVersion.current

  /// All commands, in the order that help shows them.
  static let commands: [CommandDefinition] = [
    .models, .search, .modelInfo, .schema, .generate, .types, .pricing,
    .run, .submit, .batch, .rerun, .realtime, .validate,
    .status, .wait, .result, .cancel, .list, .poll, .adopt,
    .upload, .download, .toDataURI, .videoToURI, .preview,
    .serve, .webhooks, .proxy,
    .auth, .checkKey, .connections, .config, .open, .doctor, .registry, .completions, .man,
  ]

  /// Runs the command line of this process and ends it with the right exit code.
  public static func main() -> Never {
    Descriptor.reserveStandardStreams()
    exit(run(Array(CommandLine.arguments.dropFirst())).rawValue)
  }

  /// Runs a command line, and gives the exit code.
  static func run(_ words: [String]) -> ExitCode {
    if CompletionEngine.isQuestion(words.first) { return CompletionEngine.run(words, commands) }
    // `falkit help models` is what people try first.
    let words = words.first == "help" ? words.dropFirst() + ["--help"] : words
    let parsed = CommandLineParser(commands: commands).parse(words)
    let settings = Settings(parsed.options)
    let console: Console
    do throws(RunError) {
      console = try Console(settings, usesPager: parsed.command?.usesPager ?? false)
    } catch {
      let isJSON = parsed.options.has(.json)
      let text = isJSON ? TerminalText.json(error.json.text(.readable)) : "error: \(TerminalText.text(error.message))"
      try? Terminal.write(text + "\n", to: .error)
      return ExitCode(error.kind)
    }
    do {
      return try run(parsed, settings, console)
    } catch {
      let shown = RunError(any: error)
      if shown.kind != .readerLeft { console.report(shown) }
      return ExitCode(shown.kind)
    }
  }

  private static func run(
    _ parsed: CommandLineParser.Result,
    _ settings: Settings,
    _ console: Console
  ) throws -> ExitCode {
    if parsed.options.has(.version) {
      if console.mode == .json { try console.print(["version": .string(version)]) } else { try console.print(version) }
      return .ok
    }
    let wantsHelp = parsed.options.has(.help)
    guard let command = parsed.command else {
      if let word = parsed.arguments.first { throw unknownCommand(word) }
      if let problem = parsed.problems.first, !wantsHelp { throw problem }
      try HelpText.print(commands, console)
      return .ok
    }
    let invocation = Invocation(
      commands: commands,
      command: command,
      path: parsed.path,
      arguments: parsed.arguments,
      options: parsed.options,
      inputOptions: parsed.inputOptions,
      console: console,
      settings: settings
    )
    if wantsHelp {
      try HelpText.print(invocation)
      return .ok
    }
    if let problem = parsed.problems.first { throw problem }
    guard let run = command.run else {
      guard let word = parsed.arguments.first else {
        try HelpText.print(invocation)
        return .ok
      }
      throw RunError.usage(
        "'\(parsed.path.joined(separator: " "))' has no command \(ShownArgument.quoted(word))",
        suggestions: NearestCommands.of(word, in: command.subcommands),
        hint: "falkit \(parsed.path.joined(separator: " ")) --help"
      )
    }
    try command.check(parsed.arguments, parsed.options, path: parsed.path)
    if let problem = settings.problem, !command.mendsSettings { throw problem }
    for remark in settings.remarks { console.say(remark) }
    do {
      return try run(invocation)
    } catch {
      throw RunError(any: error).suggestingModels(invocation).keepingOptions(invocation)
    }
  }

  private static func unknownCommand(_ word: String) -> RunError {
    if word.contains(" ") {
      return .usage("'\(word)' is not a command", hint: "falkit search \(Shell.quoted(word))")
    }
    if word.contains("/") {
      return .usage("'\(word)' is not a command", hint: "falkit model-info \(Shell.quoted(word))")
    }
    return .usage(
      "there is no command \(ShownArgument.quoted(word)) in falkit \(version)",
      suggestions: NearestCommands.of(word, in: commands),
      hint: "falkit --help"
    )
  }
}

extension RunError {
  /// What goes on with a request says where its files are to go, as this command line did.
  fileprivate func keepingOptions(_ invocation: Invocation) -> RunError {
    guard let hint, hint.hasPrefix("falkit wait ") || hint.hasPrefix("falkit download ") else { return self }
    var words: [String] = []
    if hint.hasPrefix("falkit wait "), invocation.has(.download) { words.append("-d") }
    if let output = invocation.value(.output) { words.append("-o \(Shell.quoted(output))") }
    var error = self
    if !words.isEmpty { error.remedy = .words(([hint] + words).joined(separator: " ")) }
    return error
  }

  /// Where neither the registry nor fal knows a model, with those that may have been meant.
  fileprivate func suggestingModels(_ invocation: Invocation) -> RunError {
    guard kind == .notFound, suggestions.isEmpty, let endpointID, requestID == nil,
      (try? invocation.isRecorded(endpointID)) == false
    else { return self }
    var error = self
    error.suggestions = (try? invocation.modelsNear(endpointID)) ?? []
    return error
  }
}

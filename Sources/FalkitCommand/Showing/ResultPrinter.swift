import FalCore
import FalRegistry
import FalRequests
import FalRunner
import FalSystem

/// Saves the files of results where that is asked for, and prints what the user wants of them.
struct ResultPrinter: Sendable {
  let access: RequestAccess
  /// How files are saved; `nil` to print their addresses.
  let saving: SavePolicy?
  /// Whether JSON takes one line, because there are several documents.
  var isOneOfMany = false
  /// What the model's schema says of its output.
  var schema: SchemaNode?
  /// Whether pictures are shown in the terminal.
  var previews = false
  /// Whether the first file is opened in the browser.
  var opens = false
  /// Whether the files are those of a local fal, which ends with the command.
  var isLocal = false

  /// Saves and prints; what went wrong with single files is said, and in the exit code.
  ///
  /// - Throws: `RunError`, `RequestStoreError`.
  func finish(_ outcome: RunOutcome) async throws -> ExitCode {
    var saved: SavedResult?
    if let saving { saved = try await access.environment.save(outcome, saving, schema: schema) }
    let files = ResultFiles.all(in: outcome.result, schema: schema)
    let console = access.console
    if console.mode == .json {
      try console.print(outcome.json(saved, files), isOneOfMany ? .compact : .readable)
    } else if let saved {
      try saved.show(console)
      if files.isEmpty, saved.files.isEmpty, saved.failures.isEmpty {
        if let text = ResultText.text(of: outcome.result) {
          try console.print(TerminalText.lines(text))
        } else {
          console.say("the result has no files; falkit result \(outcome.requestID ?? "") shows it")
        }
      }
    } else {
      try console.print(text(outcome, files))
    }
    if saved == nil { outcome.see(access.store) }
    if isLocal, saved == nil, !files.isEmpty {
      console.say(dimmed: "the addresses end with the command; -d saves the files")
    }
    if !outcome.summary.isEmpty { console.say(dimmed: outcome.summary) }
    do {
      if previews { try await preview(files, saved) }
      if opens, let file = files.first { try Browser.openIfSafe(saved?.path(of: file) ?? file.url) }
    } catch let error where !(error is CancellationError) {
      // The result is there, and that it cannot be shown does not make it a failure.
      console.say(failure: RunError(any: error).message)
    }
    return saved?.exitCode ?? .ok
  }

  private func preview(_ files: [ResultFile], _ saved: SavedResult?) async throws {
    let preview = Preview(access.console)
    // Where nothing can be shown, nothing is fetched for it.
    guard preview.graphics != nil else { return }
    let scratch = try ScratchFolder()
    for file in files {
      let item =
        if let path = saved?.path(of: file) { PreviewItem(name: path, path: path) } else {
          try await PreviewItem(fetching: file, into: scratch.path, access)
        }
      _ = try preview.show(item.path, try InputFile.facts(of: item.path))
    }
  }

  /// The addresses of the files; the text, where a model writes text; else the whole answer.
  private func text(_ outcome: RunOutcome, _ files: [ResultFile]) -> String {
    if !files.isEmpty {
      return files.map { TerminalText.text(access.console.mode == .human ? $0.shown : $0.url) }.joined(separator: "\n")
    }
    if let text = ResultText.text(of: outcome.result) { return TerminalText.lines(text) }
    return TerminalText.json(outcome.result.text(.readable))
  }
}

extension ResultPrinter {
  /// The options of commands that show one result.
  static let definitions = [
    OptionDefinition(name: .preview, summary: "Show pictures in the terminal, where it can."),
    OptionDefinition(name: .open, summary: "Open the first file as the system does."),
  ]

  init(_ invocation: Invocation, _ access: RequestAccess, _ saving: SavePolicy?, schema: SchemaNode?) {
    self.init(access: access, saving: saving, schema: schema)
    previews = invocation.has(.preview)
    opens = invocation.has(.open)
    isLocal = invocation.has(.local)
  }
}

extension SavedResult {
  /// Where a file of the result is on this machine.
  fileprivate func path(of file: ResultFile) -> String? {
    files.first { $0.field == file.field && $0.path != "-" }.map { FilePath.absolute($0.path) }
  }
}

extension ResultFile {
  /// The address as it is shown to people, who cannot do anything with the letters of a data URI.
  fileprivate var shown: String {
    isDataURI ? "\(url.prefix { $0 != "," }),\(String.ellipsis) (\(url.utf8.count) characters; -d saves it)" : url
  }
}

extension RunOutcome {
  /// Takes down that somebody has it.
  func see(_ store: RequestStore) {
    if let record { store.see(record.id) }
  }

  /// The line that ends the work, for people.
  var summary: String {
    var words: [String] = []
    if let requestID { words.append("request \(requestID)") }
    if let seed = result["seed"].number { words.append("seed \(seed)") }
    if let time = record?.inferenceTime { words.append(time.words) }
    return words.joined(separator: "    ")
  }
}

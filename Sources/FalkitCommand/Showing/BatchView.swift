import FalCore
import FalRegistry
import FalRunner
import FalSystem

/// Shows what happens to the lines of a batch.
///
/// What is for programs is in the order of the lines: what comes of a line is held back until those before it have ended.
/// Documents name their lines, and come as they are ready.
final class BatchView: Sendable {
  private struct State {
    /// The lines that have not been told yet, in their order.
    var waiting: ArraySlice<Int>
    var ready: [Int: String] = [:]
  }

  private let console: Console
  private let progress: Progress
  private let state: Lock<State>

  init(_ access: RequestAccess, _ rows: [BatchRow]) {
    console = access.console
    progress = access.progress
    state = Lock(State(waiting: rows.map(\.line)[...]))
  }

  func show(_ event: BatchRun.Event) throws {
    switch event {
    case .tally(let tally):
      let failed = tally[.failed] > 0 ? ", \(tally[.failed]) failed" : ""
      progress.show("\(tally.done) of \(tally.total) done, \(tally.running) running\(failed)", step: "batch")
    case .ended(let row, let outcome, let json):
      // What is said now takes the place of the line that changes.
      progress.end(clear: true)
      if let error = outcome.error { console.say(failure: "line \(row.line): \(error.message)") }
      if console.mode == .json { return try console.print(json, .compact) }
      outcome.saved?.say(console)
      try print(text(row, outcome), of: row.line)
    }
  }

  /// Prints what is left, of lines behind some that did not come to an end.
  func end() throws {
    progress.end(clear: true)
    let rest = state.withLock { state in
      defer { state.waiting = [] }
      return state.waiting.compactMap { state.ready.removeValue(forKey: $0) }
    }
    for text in rest where !text.isEmpty { try console.print(text) }
  }

  /// The paths or addresses of the files; the text, where a model writes text.
  private func text(_ row: BatchRow, _ outcome: BatchRun.Outcome) -> String {
    guard let result = outcome.result else { return "" }
    if let saved = outcome.saved, !saved.files.isEmpty || !saved.failures.isEmpty {
      return saved.isShown(console) ? "" : saved.files.map { TerminalText.text($0.path) + "\n" }.joined()
    }
    let files = ResultFiles.all(in: result.result, schema: row.request.model?.schema.output)
    if files.isEmpty { return ResultText.text(of: result.result).map { TerminalText.lines($0) + "\n" } ?? "" }
    return files.map { TerminalText.text($0.url) + "\n" }.joined()
  }

  private func print(_ text: String, of line: Int) throws {
    let ready = state.withLock { state in
      state.ready[line] = text
      var texts: [String] = []
      while let first = state.waiting.first, let text = state.ready.removeValue(forKey: first) {
        texts.append(text)
        state.waiting.removeFirst()
      }
      return texts
    }
    for text in ready where !text.isEmpty { try console.print(text) }
  }
}

import FalRunner

/// Asks the user before something that cannot be undone.
enum Question {
  /// Asks a question that can be answered with yes or no.
  ///
  /// - Parameters:
  ///   - text: The question.
  ///   - invocation: The command.
  ///   - option: The option that answers it in advance.
  /// - Returns: Whether the answer is yes.
  /// - Throws: `RunError` with exit code 64 where nobody can be asked.
  static func ask(_ text: String, _ invocation: Invocation, toSkip option: String) throws(RunError) -> Bool {
    let canAsk =
      Terminal.isTerminal(.input) && Terminal.isTerminal(.error) && !invocation.has(.noInput)
      && invocation.console.mode != .json
    guard canAsk else { throw .usage("this needs to be confirmed", hint: option) }
    try Terminal.write("\(text) [y/N] ", to: .error)
    return ["y", "yes"].contains((readLine() ?? "").lowercased())
  }
}

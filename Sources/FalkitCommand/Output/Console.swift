import FalCore
import FalRegistry
import FalRegistrySync
import FalRunner
import FalSystem

/// How a command speaks: which form of output, in which colours, to which streams.
struct Console: Sendable {
  /// How a command shows that it is at work.
  enum ProgressMode: String, Sendable, CaseIterable {
    /// As suits the terminal.
    case auto
    /// A line per step, without control characters.
    case plain
    case none
  }

  let mode: OutputMode
  let progress: ProgressMode
  let isQuiet: Bool
  let isVerbose: Bool
  let style: Style
  let errorStyle: Style
  let width: Int
  let pager: String?

  /// Decides from the settings, the environment and the streams.
  ///
  /// - Throws: `RunError` when an option or a variable holds something else than it may.
  init(_ settings: Settings, usesPager: Bool = false) throws(RunError) {
    let options = settings.options
    let isTerminal = Terminal.isTerminal(.output)
    if options.has(.json) {
      mode = .json
    } else {
      mode = try settings.value(of: .output).flatMap { OutputMode(rawValue: $0.text) } ?? (isTerminal ? .human : .plain)
    }
    progress = options.value(.progress).flatMap(ProgressMode.init) ?? .auto
    isQuiet = options.has(.quiet)
    isVerbose = options.has(.verbose)
    let color = try settings.value(of: .color)
    style = Style(isEnabled: Self.usesColor(color, .output))
    errorStyle = Style(isEnabled: Self.usesColor(color, .error))
    width = Terminal.width
    let mayPage =
      usesPager && isTerminal && mode == .human && !isQuiet && !options.has(.noPager) && !options.has(.help)
      && ProcessEnvironment.value("TERM") != "dumb"
    pager = mayPage ? try settings.pager : nil
  }

  private static func usesColor(
    _ setting: (text: String, origin: SettingOrigin)?,
    _ stream: Terminal.Stream
  ) -> Bool {
    let decided: Bool? =
      switch setting?.text {
      case "always": true
      case "never": false
      default: nil
      }
    if case .option? = setting?.origin, let decided { return decided }
    if let noColor = ProcessEnvironment.value("NO_COLOR"), !noColor.isEmpty { return false }
    if let force = ProcessEnvironment.value("CLICOLOR_FORCE"), !force.isEmpty, force != "0" { return true }
    return decided ?? (Terminal.isTerminal(stream) && ProcessEnvironment.value("TERM") != "dumb")
  }

  /// Prints the result of a command.
  func print(_ text: String) throws(RunError) {
    let text = text.hasSuffix("\n") || text.isEmpty ? text : text + "\n"
    if let pager, Terminal.page(text, with: pager) { return }
    try Terminal.write(text, to: .output)
  }

  /// Prints a JSON document.
  func print(_ json: JSON, _ format: JSONFormat = .readable) throws(RunError) {
    try print(TerminalText.json(json.text(format)))
  }

  /// Says something beside the result, on standard error.
  func say(_ text: String) {
    guard !isQuiet, mode != .json else { return }
    try? Terminal.write(TerminalText.text(ShownArgument.withoutKeys(text)) + "\n", to: .error)
  }

  /// Says something of less weight.
  func say(dimmed text: String) {
    guard !isQuiet, mode != .json else { return }
    try? Terminal.write(errorStyle.dim(TerminalText.text(text)) + "\n", to: .error)
  }

  /// Says that something may be wrong.
  func say(warning text: String) {
    guard !isQuiet, mode != .json else { return }
    try? Terminal.write(
      errorStyle.warning("warning: ") + TerminalText.text(ShownArgument.withoutKeys(text)) + "\n",
      to: .error
    )
  }

  /// Says that a part of the work failed, which is said even when the user wants it quiet.
  func say(failure text: String) {
    guard mode != .json else { return }
    try? Terminal.write(
      errorStyle.error("error: ") + TerminalText.text(ShownArgument.withoutKeys(text)) + "\n",
      to: .error
    )
  }

  /// Says what went wrong with a part of the work; errors are said even when the user wants it quiet.
  func say(_ diagnostic: RegistryDiagnostic) {
    guard mode != .json else { return }
    switch diagnostic.severity {
    case .error: try? Terminal.write(TerminalText.text(diagnostic.description) + "\n", to: .error)
    case .warning: say(diagnostic.description)
    case .note: sayVerbosely(diagnostic.description)
    }
  }

  /// Says how many notes there are, unless they were said themselves.
  func sayNotes(_ diagnostics: [RegistryDiagnostic]) {
    let count = diagnostics.count { $0.severity == .note }
    if count > 0, !isVerbose { say("\(count) note\(count == 1 ? "" : "s"); -v shows \(count == 1 ? "it" : "them")") }
  }

  /// Says something beside the result when the user wants to know more.
  func sayVerbosely(_ text: @autoclosure () -> String) {
    if isVerbose { say(text()) }
  }

  /// Says what a client says about its work.
  func log(_ message: FalLogMessage) {
    if message.level == .debug { sayVerbosely(message.message) } else { say(message.message) }
  }

  /// Reports an error, on standard error, in the form of the output.
  func report(_ error: RunError) {
    let error = error.withoutKeys
    if mode == .json {
      try? Terminal.write(TerminalText.json(error.json.text(.readable)) + "\n", to: .error)
      return
    }
    // One problem is shown as several are.
    let isIssue = error.issues.count == 1 && error.message == error.issues[0].description
    let message = isIssue ? "1 problem with the input\(error.endpointID.map { " of \($0)" } ?? "")" : error.message
    var lines = [errorStyle.error("error: ") + TerminalText.text(message)]
    func add(_ label: String, _ text: String) {
      lines.append("  \(errorStyle.dim(label.padded(to: 9)))\(TerminalText.text(text))")
    }
    let width = min(30, error.issues.map { TerminalText.text($0.field).displayWidth }.max() ?? 0)
    for issue in error.issues {
      let field = TerminalText.text(issue.field).padded(to: width)
      let place = width > 0 ? "\(errorStyle.name(field))  " : ""
      lines.append("  \(place)\(TerminalText.text(issue.message))  \(errorStyle.dim(issue.rule))")
    }
    for (position, suggestion) in error.suggestions.enumerated() { add(position == 0 ? "nearest" : "", suggestion) }
    if let hint = error.hint { add("try", hint) }
    try? Terminal.write(lines.joined(separator: "\n") + "\n", to: .error)
  }
}

extension RunError {
  /// The same without a key that stood in a wrong place.
  fileprivate var withoutKeys: RunError {
    var error = self
    error.message = ShownArgument.withoutKeys(message)
    error.endpointID = endpointID.map(ShownArgument.withoutKeys)
    error.suggestions = suggestions.map(ShownArgument.withoutKeys)
    if let hint { error.remedy = .words(ShownArgument.withoutKeys(hint)) }
    for index in error.issues.indices {
      error.issues[index].message = ShownArgument.withoutKeys(error.issues[index].message)
      error.issues[index].field = ShownArgument.withoutKeys(error.issues[index].field)
    }
    return error
  }
}

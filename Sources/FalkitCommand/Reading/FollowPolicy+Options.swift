import FalCore
import FalRunner

extension FollowPolicy {
  /// The options of commands that wait for requests.
  static let definitions: [OptionDefinition] = [
    OptionDefinition(
      name: .timeout,
      short: "t",
      value: "TIME",
      summary:
        "How long the command may take, or each line of a batch: 90s, 10m, none. After that the request goes on, and falkit "
        + "wait comes back to it.",
      defaultText: "10m"
    ),
    OptionDefinition(
      name: .pollInterval,
      value: "TIME",
      summary: "Ask for the status so often, instead of having it streamed.",
      defaultText: "streamed; where that cannot be, 500ms"
    ),
    OptionDefinition(
      name: .onInterrupt,
      value: "WHAT",
      summary: "What Ctrl-C does to the request.",
      values: .choices(OnInterrupt.allCases.map(\.rawValue)),
      defaultText: "cancel"
    ),
    OptionDefinition(name: .logs, summary: "Show the lines that the model writes."),
  ]

  /// As the options say, without their limit, which most commands have for all that they do.
  init(_ invocation: Invocation, _ interruption: Interruption) throws(RunError) {
    self.init()
    let onInterrupt = try invocation.settings.onInterrupt
    cancels = { interruption.cause == .interrupt && onInterrupt == .cancel }
    options.includesLogs = invocation.showsLogs
    if let interval = try invocation.duration(.pollInterval) {
      guard interval >= .milliseconds(50) else { throw .usage("--poll-interval must be at least 50ms") }
      options.pollInterval = interval
      // Who says how often wants to ask, not to listen.
      options.usesStatusStream = false
    }
  }
}

extension Invocation {
  /// Whether the lines that models write are shown.
  var showsLogs: Bool { has(.logs) }
}

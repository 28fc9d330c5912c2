import FalCore

/// How a command waits for requests, as its options say.
struct FollowArguments: Sendable {
  static let definitions: [OptionDefinition] = [
    OptionDefinition(
      name: "timeout",
      short: "t",
      value: "TIME",
      summary: "How long to wait: 90s, 10m, none. After that the request goes on, and falkit wait comes back to it.",
      defaultText: "10m"
    ),
    OptionDefinition(
      name: "poll-interval",
      value: "TIME",
      summary: "Ask for the status so often, instead of having it streamed.",
      defaultText: "streamed; where that cannot be, 500ms"
    ),
    OptionDefinition(
      name: "on-interrupt",
      value: "WHAT",
      summary: "What Ctrl-C does to the request.",
      values: .choices(OnInterrupt.allCases.map(\.rawValue)),
      defaultText: "cancel"
    ),
    OptionDefinition(name: "logs", summary: "Show the lines that the model writes."),
  ]

  /// `nil` without a limit.
  let timeout: Duration?
  let onInterrupt: OnInterrupt
  let showsLogs: Bool
  var options = FollowOptions()

  init(_ invocation: Invocation) throws(CommandError) {
    timeout = try invocation.settings.timeout
    onInterrupt = try invocation.settings.onInterrupt
    showsLogs = invocation.has("logs")
    options.includesLogs = showsLogs
    if let interval = try invocation.duration("poll-interval") {
      guard interval >= .milliseconds(50) else { throw .usage("--poll-interval must be at least 50ms") }
      options.pollInterval = interval
      // Who says how often wants to ask, not to listen.
      options.usesStatusStream = false
    }
  }
}

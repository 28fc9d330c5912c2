import FalCore

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

extension SubmitOptions {
  /// The options of commands that submit.
  static let definitions: [OptionDefinition] = [
    OptionDefinition(
      name: "start-timeout",
      value: "TIME",
      summary: "Fail when no machine has started within this time: 30s, 5m."
    ),
    OptionDefinition(
      name: "priority",
      value: "PRIORITY",
      summary: "Where the request stands in the queue.",
      values: .choices(["normal", "low"])
    ),
    OptionDefinition(
      name: "hint",
      value: "TEXT",
      summary: "Requests with the same hint go to the same machine where possible."
    ),
    OptionDefinition(name: "no-retry", summary: "When a machine fails, fal does not try again by itself."),
    OptionDefinition(name: "webhook", value: "URL", summary: "fal posts the result to this address, too."),
    OptionDefinition(
      name: "expires-in",
      value: "TIME",
      summary: "How long the files live that are uploaded and made: 1h, 7d.",
      defaultText: "as the account's settings say"
    ),
  ]

  init(_ invocation: Invocation) throws(CommandError) {
    self.init()
    priority = invocation.value("priority").flatMap(Priority.init)
    hint = invocation.value("hint")
    startTimeout = try invocation.duration("start-timeout")
    if let startTimeout, startTimeout <= .seconds(1) {
      throw .usage("--start-timeout must be more than 1 second")
    }
    disablesRetries = invocation.has("no-retry")
    if let text = invocation.value("webhook") {
      guard text.hasPrefix("https://") || text.hasPrefix("http://"), let url = URL(string: text) else {
        throw .usage("--webhook takes a web address, not '\(text)'")
      }
      webhook = url
    }
    if let expiration = try invocation.duration("expires-in") {
      guard expiration >= .seconds(1) else { throw .usage("--expires-in must be at least 1 second") }
      lifecycle = ObjectLifecycle(expiration: expiration)
    }
    do throws(FalError) {
      _ = try headerFields()
    } catch {
      throw .usage(error.message)
    }
  }
}

extension Invocation {
  /// The duration given for an option.
  func duration(_ option: String) throws(CommandError) -> Duration? {
    guard let text = value(option) else { return nil }
    return try DurationArgument.duration(text, option: "--\(option)")
  }
}

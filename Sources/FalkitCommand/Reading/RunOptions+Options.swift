import FalCore
import FalRequests
import FalRunner

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

extension RunOptions {
  /// The options of commands that submit.
  static let definitions: [OptionDefinition] = [
    OptionDefinition(
      name: .inline,
      summary: "Put local files into the input, as data URIs, instead of uploading them."
    ),
    OptionDefinition(
      name: .resume,
      summary: "Follow a request that asks the same and has not ended, if there is one."
    ),
    OptionDefinition(name: .force, summary: "Submit although such a request is on its way."),
    OptionDefinition(
      name: .label,
      value: "TEXT",
      summary: "What lists call the request.",
      defaultText: "its prompt"
    ),
    OptionDefinition(name: .session, value: "NAME", summary: "The session that the request belongs to."),
    OptionDefinition(
      name: .startTimeout,
      value: "TIME",
      summary: "Fail when no machine has started within this time: 30s, 5m."
    ),
    OptionDefinition(
      name: .priority,
      value: "PRIORITY",
      summary: "Where the request stands in the queue.",
      values: .choices(["normal", "low"])
    ),
    OptionDefinition(
      name: .hint,
      value: "TEXT",
      summary: "Requests with the same hint go to the same machine where possible."
    ),
    OptionDefinition(name: .noRetry, summary: "When a machine fails, fal does not try again by itself."),
    OptionDefinition(name: .webhook, value: "URL", summary: "fal posts the result to this address, too."),
    OptionDefinition(
      name: .expiresIn,
      value: "TIME",
      summary: "How long the files live that are uploaded and made: 1h, 7d.",
      defaultText: "as the account's settings say"
    ),
  ]

  /// As the options say.
  init(_ invocation: Invocation, twins: TwinPolicy) throws(RunError) {
    self.init()
    self.twins = twins
    submit = try SubmitOptions(invocation)
    isInline = invocation.has(.inline)
    jobs = try invocation.settings.jobs
    standardInputType = invocation.value(.stdinType)
    prices = try PriceGuard(invocation.options, invocation.settings)
    notes.label = invocation.value(.label)
    notes.session = invocation.session
    notes.keepsInput = try invocation.settings.keepsInputs
    notes.folder = FileManager.default.currentDirectoryPath
  }
}

extension TwinPolicy {
  /// As the options say.
  init(_ invocation: Invocation) throws(RunError) {
    switch (invocation.has(.resume), invocation.has(.force)) {
    case (true, true): throw .usage("--resume and --force do not go together")
    case (true, false): self = .follow
    case (false, true): self = .submit
    case (false, false): self = .refuse
    }
  }
}

extension SubmitOptions {
  init(_ invocation: Invocation) throws(RunError) {
    self.init()
    priority = invocation.value(.priority).flatMap(Priority.init)
    hint = invocation.value(.hint)
    startTimeout = try invocation.duration(.startTimeout)
    if let startTimeout, startTimeout <= .seconds(1) {
      throw .usage("--start-timeout must be more than 1 second")
    }
    disablesRetries = invocation.has(.noRetry)
    if let text = invocation.value(.webhook) {
      guard text.hasPrefix("https://") || text.hasPrefix("http://"), let url = URL(string: text) else {
        throw .usage("--webhook takes a web address, not '\(text)'")
      }
      webhook = url
    }
    if let expiration = try invocation.duration(.expiresIn) {
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
  func duration(_ option: OptionName) throws(RunError) -> Duration? {
    guard let text = value(option) else { return nil }
    return try DurationArgument.duration(text, option: "--\(option)")
  }
}

#if canImport(FoundationEssentials)
  public import FoundationEssentials
#else
  public import Foundation
#endif

/// What can be asked for beside a model's input.
///
/// ```swift
/// let options = SubmitOptions(webhook: URL(string: "https://example.com/done"), startTimeout: .seconds(60))
/// let handle = try await fal.submit(to: FluxDev.self, input: .init(prompt: "a cat"), options: options)
/// ```
public struct SubmitOptions: Sendable, Hashable {
  /// Where a request stands in a model's queue.
  public enum Priority: String, Sendable, Hashable {
    /// In turn.
    case normal
    /// Behind everybody else's.
    case low
  }

  /// Where the request stands in the queue; in turn by default.
  public var priority: Priority?
  /// A word by which requests go to the same machine where possible.
  public var hint: String?
  /// How long the request may wait until a machine starts on it; after that it fails.
  ///
  /// More than 1 second.
  public var startTimeout: Duration?
  /// Whether fal does not try again by itself when a machine fails.
  public var disablesRetries: Bool
  /// The request is refused (`rateLimited`) when more than so many are waiting, those of others included.
  public var maximumQueueLength: Int?
  /// Where fal posts the result, as JSON: an address with https, or http.
  public var webhook: URL?
  /// How long the files live that the model makes, and who may see them.
  public var lifecycle: ObjectLifecycle?
  /// Whether fal keeps input and output, so that a result can be fetched for longer; yes by default.
  public var storesPayload: Bool
  /// Further header fields.
  public var fields: HTTPFields

  /// Creates options that ask for nothing but what is given.
  ///
  /// - Parameters:
  ///   - webhook: Where fal posts the result.
  ///   - priority: Where the request stands in the queue.
  ///   - hint: A word by which requests go to the same machine where possible.
  ///   - startTimeout: How long the request may wait until a machine starts on it.
  ///   - disablesRetries: Whether fal does not try again by itself when a machine fails.
  ///   - maximumQueueLength: The request is refused when more than so many are waiting.
  ///   - lifecycle: How long the files live that the model makes, and who may see them.
  ///   - storesPayload: Whether fal keeps input and output.
  ///   - fields: Further header fields.
  public init(
    webhook: URL? = nil,
    priority: Priority? = nil,
    hint: String? = nil,
    startTimeout: Duration? = nil,
    disablesRetries: Bool = false,
    maximumQueueLength: Int? = nil,
    lifecycle: ObjectLifecycle? = nil,
    storesPayload: Bool = true,
    fields: HTTPFields = HTTPFields()
  ) {
    self.webhook = webhook
    self.priority = priority
    self.hint = hint
    self.startTimeout = startTimeout
    self.disablesRetries = disablesRetries
    self.maximumQueueLength = maximumQueueLength
    self.lifecycle = lifecycle
    self.storesPayload = storesPayload
    self.fields = fields
  }

  /// The header fields by which they are asked for.
  ///
  /// - Throws: `FalError` of kind `invalidConfiguration` for values that fal cannot know.
  package func headerFields() throws(FalError) -> HTTPFields {
    var result = fields
    if let priority { result[FalField.priority] = priority.rawValue }
    if let hint { result[FalField.runnerHint] = hint }
    if let startTimeout {
      guard startTimeout > .seconds(1) else {
        throw FalError(.invalidConfiguration, "the time allowed for starting must be more than 1 second")
      }
      let milliseconds = startTimeout.milliseconds
      result[FalField.startTimeout] =
        milliseconds % 1000 == 0 ? "\(milliseconds / 1000)" : "\(Double(milliseconds) / 1000)"
    }
    if disablesRetries { result[FalField.noRetry] = "1" }
    if let lifecycle, let text = try lifecycle.headerValue() { result[FalField.lifecyclePreference] = text }
    if !storesPayload { result[FalField.storesPayload] = "0" }
    if let name = result.unsafeName {
      throw FalError(.invalidConfiguration, "the header field '\(name)' cannot be sent")
    }
    return result
  }

  /// What is asked for in the address.
  var query: [(name: String, value: String)] {
    var query: [(String, String)] = []
    if let webhook { query.append(("fal_webhook", webhook.absoluteString)) }
    if let maximumQueueLength { query.append(("fal_max_queue_length", "\(maximumQueueLength)")) }
    return query
  }
}

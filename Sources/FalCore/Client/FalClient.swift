import FalSystem

/// Runs fal's models.
///
/// ```swift
/// let fal = try FalClient()
/// let result = try await fal.subscribe(to: "fal-ai/flux/dev", input: ["prompt": "a cat"])
/// print(result.output["images"][0]["url"].string ?? "-")
/// ```
///
/// A client is a value without state: copy it, keep it, use it from any task. Errors are `FalError`, or
/// `CancellationError` when the task was cancelled; while a submit is on its way that is a `FalError` too, because nobody
/// knows then whether fal has the request.
public struct FalClient: Sendable {
  /// All it has, shared by its copies: nearly everything holds a client, and should hold one word.
  let sender: FalSender

  /// How it reaches fal.
  public var configuration: FalConfiguration { sender.configuration }

  package var hosts: FalHosts { sender.hosts }

  /// Creates a client with the key in the environment: `FAL_KEY`, or `FAL_KEY_ID` with `FAL_KEY_SECRET`.
  ///
  /// - Throws: `FalError` of kind `invalidConfiguration` when there is none.
  public init() throws(FalError) {
    let configuration = try FalConfiguration.environment()
    guard configuration.credentials != nil else {
      throw FalError(
        .invalidConfiguration,
        "there is no key: set FAL_KEY to one from https://fal.ai/dashboard/keys, or give FalClient one"
      )
    }
    try self.init(configuration)
  }

  /// Creates a client.
  ///
  /// - Throws: `FalError` of kind `invalidConfiguration` when an address is none, or would send the key unencrypted.
  public init(_ configuration: FalConfiguration) throws(FalError) {
    sender = try FalSender(configuration)
  }

  /// Creates a client for fal's own hosts.
  ///
  /// - Throws: `FalError` of kind `invalidConfiguration` when the key cannot be one.
  public init(key: String) throws(FalError) {
    try self.init(FalConfiguration(credentials: try FalCredentials(key: key)))
  }

  package func log(_ level: FalLogMessage.Level, _ message: @autoclosure () -> String) {
    configuration.log?(FalLogMessage(level: level, message: message()))
  }

  /// The timeouts of calls that fal answers at once.
  package var callTimeouts: HTTPTimeouts {
    HTTPTimeouts(connect: min(.seconds(30), configuration.callTimeout), total: configuration.callTimeout)
  }

  /// The timeouts of calls that are answered when a model has finished.
  var longTimeouts: HTTPTimeouts {
    HTTPTimeouts(connect: min(.seconds(30), configuration.callTimeout))
  }

  package func url(_ url: String, _ query: [(name: String, value: String)]) -> String {
    let text = query.map { "\($0.name)=\(PercentCoding.encode($0.value))" }.joined(separator: "&")
    return text.isEmpty ? url : "\(url)\(url.contains("?") ? "&" : "?")\(text)"
  }
}

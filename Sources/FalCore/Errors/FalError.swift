/// What went wrong between a program and a model.
public struct FalError: Error, Sendable, CustomStringConvertible {
  /// The kind of problem.
  ///
  /// There may be more in later versions, so that a `switch` needs a `default`.
  public struct Kind: RawRepresentable, Sendable, Hashable {
    /// The kind as a word.
    public let rawValue: String

    /// Creates a kind.
    public init(rawValue: String) { self.rawValue = rawValue }

    /// The client is set up in a way that cannot work.
    public static let invalidConfiguration = Kind(rawValue: "invalid configuration")
    /// There is no key, or fal does not know it.
    public static let unauthorized = Kind(rawValue: "unauthorized")
    /// The key may not do this, or the account is locked or out of credit.
    public static let forbidden = Kind(rawValue: "forbidden")
    /// There is no such model or request.
    public static let notFound = Kind(rawValue: "not found")
    /// The model does not accept the input; `issues` says which values.
    public static let invalidInput = Kind(rawValue: "invalid input")
    /// Too many requests at a time.
    public static let rateLimited = Kind(rawValue: "rate limited")
    /// It took longer than was allowed for.
    public static let timedOut = Kind(rawValue: "timed out")
    /// The request was cancelled.
    public static let cancelled = Kind(rawValue: "cancelled")
    /// The model, or the machine it ran on, failed.
    public static let modelFailed = Kind(rawValue: "model failed")
    /// fal could not be reached, or the connection broke.
    public static let connection = Kind(rawValue: "connection")
    /// fal, or something on the way to it, is faulty.
    public static let server = Kind(rawValue: "server")
    /// The answer is not what was to be expected of fal.
    public static let invalidAnswer = Kind(rawValue: "invalid answer")
    /// The way to fal does not allow it, as with a direct run through a gateway.
    public static let unsupported = Kind(rawValue: "unsupported")
    /// A file of the input could not be read or uploaded.
    public static let file = Kind(rawValue: "file")
  }

  /// The kind of problem.
  public var kind: Kind
  /// What happened, in a sentence without its full stop.
  public var message: String
  /// The model.
  public var endpoint: EndpointID?
  /// The request; under this id its status can be asked for later.
  public var requestID: String?
  /// The HTTP status of fal's answer, when there was one.
  public var status: Int?
  /// fal's name of the problem: `runner_disconnected`, `content_policy_violation`.
  public var type: String?
  /// What is wrong with which value of the input.
  public var issues: [FieldIssue] = []
  /// Whether the same may succeed later.
  public var isRetryable = false
  /// Whether fal may have accepted a request whose id never arrived: it may run, and cost, although nobody follows it.
  public var mayHaveBeenAccepted = false
  /// fal's answer.
  public var body: JSON?

  /// Creates an error.
  public init(_ kind: Kind, _ message: String) {
    self.kind = kind
    self.message = message
  }

  /// What happened, to which model and request.
  public var description: String {
    var text = message
    var facts: [String] = []
    if let endpoint { facts.append(endpoint.description) }
    if let requestID { facts.append("request \(requestID)") }
    if let status { facts.append("HTTP \(status)") }
    if !facts.isEmpty { text += " (\(facts.joined(separator: ", ")))" }
    if mayHaveBeenAccepted { text += "; fal may have accepted the request all the same, so it was not sent again" }
    return text
  }
}

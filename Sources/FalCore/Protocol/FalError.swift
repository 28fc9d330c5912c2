#if canImport(FoundationEssentials)
  public import FoundationEssentials
#else
  public import Foundation
#endif

/// What went wrong between a program and a model.
///
/// ```swift
/// do {
///   let result = try await fal.subscribe(to: FluxDev.self, input: .init(prompt: "a cat"))
///   print(result.output.images[0].url)
/// } catch let error as FalError where error.kind == .invalidInput {
///   for issue in error.issues { print(issue.path, issue.message) }
/// } catch let error as FalError where error.isRetryable && !error.mayHaveBeenAccepted {
///   try await Task.sleep(for: error.retryAfter ?? .seconds(5))
/// }
/// ```
///
/// A cancelled task throws `CancellationError`, not this, unless a submit was on its way, of which nobody knows then whether
/// it arrived (``mayHaveBeenAccepted``). A request whose task was cancelled goes on unless
/// ``SubscribeOptions/cancelsRequest`` says otherwise, and its handle is known through the first update.
public struct FalError: Error, Sendable, CustomStringConvertible {
  /// The kind of problem.
  ///
  /// There may be more in later versions, so that a `switch` needs a `default`.
  public struct Kind: RawRepresentable, Sendable, Hashable, CustomStringConvertible {
    /// The kind as a machine reads it: `invalid_input`.
    public let rawValue: String

    /// Creates a kind.
    public init(rawValue: String) { self.rawValue = rawValue }

    /// The kind as a machine reads it.
    public var description: String { rawValue }

    /// The client is set up in a way that cannot work.
    public static let invalidConfiguration = Kind(rawValue: "invalid_configuration")
    /// There is no key, or fal does not know it.
    public static let unauthorized = Kind(rawValue: "unauthorized")
    /// The key may not do this, or the account is locked or out of credit.
    public static let forbidden = Kind(rawValue: "forbidden")
    /// There is no such model or request.
    public static let notFound = Kind(rawValue: "not_found")
    /// The model does not accept the input; `issues` says which values.
    public static let invalidInput = Kind(rawValue: "invalid_input")
    /// The input, or what the model made of it, is against the rules on content of fal or of the model's owner.
    public static let contentPolicy = Kind(rawValue: "content_policy")
    /// The result was asked for before the request has ended.
    public static let notCompleted = Kind(rawValue: "not_completed")
    /// Too many requests at a time.
    public static let rateLimited = Kind(rawValue: "rate_limited")
    /// It took longer than was allowed for.
    public static let timedOut = Kind(rawValue: "timed_out")
    /// The request was cancelled at fal, by whomever.
    public static let cancelled = Kind(rawValue: "cancelled")
    /// The model, or the machine it ran on, failed.
    public static let modelFailed = Kind(rawValue: "model_failed")
    /// fal could not be reached, or the connection broke.
    public static let connection = Kind(rawValue: "connection")
    /// fal, or something on the way to it, is faulty.
    public static let server = Kind(rawValue: "server")
    /// The answer is not what was to be expected of fal.
    public static let invalidResponse = Kind(rawValue: "invalid_answer")
    /// The way to fal does not allow it, as with a direct run through a gateway.
    public static let unsupported = Kind(rawValue: "unsupported")
    /// A file of the input could not be read or uploaded.
    public static let file = Kind(rawValue: "file")
  }

  /// The kind of problem.
  public package(set) var kind: Kind
  /// What happened, in a sentence without its full stop.
  public package(set) var message: String
  /// The model.
  public package(set) var endpoint: EndpointID?
  /// The request; under this id its status can be asked for later.
  public package(set) var requestID: String?
  /// The HTTP status of fal's answer, when there was one.
  public package(set) var status: Int?
  /// fal's name of the problem: `runner_disconnected`, `image_too_small`.
  public package(set) var type: String?
  /// What is wrong with which value of the input.
  public package(set) var issues: [FieldIssue]
  /// Whether the same may succeed later.
  public package(set) var isRetryable: Bool
  /// How long the server asks to wait before the next attempt; `nil` when it does not say.
  public package(set) var retryAfter: Duration?
  /// Whether fal may have accepted a request whose id never arrived: it may run, and cost, although nobody follows it.
  public package(set) var mayHaveBeenAccepted: Bool
  /// fal's answer.
  public package(set) var body: JSON?
  /// Whether the answer itself named a request: then it comes from fal, and not from something in front of it.
  package var namesRequest = false
  /// Whether there was an answer of success, and nothing in it.
  package var isEmptyAnswer = false

  /// Creates an error, as tests and previews need one.
  ///
  /// - Parameters:
  ///   - kind: The kind of problem.
  ///   - message: What happened, in a sentence without its full stop.
  ///   - endpoint: The model.
  ///   - requestID: The request.
  ///   - status: The HTTP status of fal's answer.
  ///   - type: fal's name of the problem.
  ///   - issues: What is wrong with which value of the input.
  ///   - isRetryable: Whether the same may succeed later.
  ///   - retryAfter: How long the server asks to wait.
  ///   - mayHaveBeenAccepted: Whether fal may have accepted a request all the same.
  ///   - body: fal's answer.
  public init(
    _ kind: Kind,
    _ message: String,
    endpoint: EndpointID? = nil,
    requestID: String? = nil,
    status: Int? = nil,
    type: String? = nil,
    issues: [FieldIssue] = [],
    isRetryable: Bool = false,
    retryAfter: Duration? = nil,
    mayHaveBeenAccepted: Bool = false,
    body: JSON? = nil
  ) {
    self.kind = kind
    self.message = message
    self.endpoint = endpoint
    self.requestID = requestID
    self.status = status
    self.type = type
    self.issues = issues
    self.isRetryable = isRetryable
    self.retryAfter = retryAfter
    self.mayHaveBeenAccepted = mayHaveBeenAccepted
    self.body = body
  }

  /// The most exact name there is for the problem: fal's own, else that of the kind.
  public var code: String { type ?? kind.rawValue }

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

extension FalError: LocalizedError {
  /// What an alert shows: the description.
  public var errorDescription: String? { description }
}

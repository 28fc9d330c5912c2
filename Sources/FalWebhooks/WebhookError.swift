/// Why a webhook is not believed.
public struct WebhookError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The kind of problem.
  ///
  /// There may be more in later versions, so that a `switch` needs a `default`.
  public struct Kind: RawRepresentable, Sendable, Hashable, CustomStringConvertible {
    /// The kind as a machine reads it: `bad_signature`.
    public let rawValue: String

    /// Creates a kind.
    public init(rawValue: String) { self.rawValue = rawValue }

    /// The kind as a machine reads it.
    public var description: String { rawValue }

    /// A header field is missing, there twice, or cannot be what it should be: answer 400.
    public static let malformed = Kind(rawValue: "malformed")
    /// It was signed too long ago, or is from the future: answer 400.
    public static let expired = Kind(rawValue: "expired")
    /// None of fal's keys signed it: answer 401.
    public static let badSignature = Kind(rawValue: "bad_signature")
    /// fal's keys could not be fetched, so that nothing is known: answer 503, and fal will send it again.
    public static let unavailable = Kind(rawValue: "unavailable")
    /// It is fal's, and its body is not what the endpoint's or a webhook's should be.
    public static let unreadable = Kind(rawValue: "unreadable")
  }

  /// The kind of problem.
  public let kind: Kind
  /// What is wrong, in a sentence without its full stop.
  public let message: String

  init(_ kind: Kind, _ message: String) {
    self.kind = kind
    self.message = message
  }

  /// The HTTP status to answer with; after a status of failure fal sends the webhook again, for some hours.
  public var status: Int {
    switch kind {
    case .badSignature: 401
    case .unavailable: 503
    default: 400
    }
  }

  /// What is wrong.
  public var description: String { message }
}

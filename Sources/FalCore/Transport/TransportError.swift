/// Why there is no answer, or only a part of one.
public struct TransportError: Error, Sendable, Hashable, CustomStringConvertible {
  /// What went wrong.
  ///
  /// There may be more in later versions, so that a `switch` needs a `default`.
  public struct Kind: RawRepresentable, Sendable, Hashable, CustomStringConvertible {
    /// The kind as a machine reads it: `cannot_connect`.
    public let rawValue: String

    /// Creates a kind.
    public init(rawValue: String) { self.rawValue = rawValue }

    /// The kind as a machine reads it.
    public var description: String { rawValue }

    /// The request cannot be sent as it is: its address or a header field is wrong, or a file cannot be read.
    public static let invalidRequest = Kind(rawValue: "invalid_request")
    /// There is nothing to send requests with: libcurl is missing or too old.
    public static let unavailable = Kind(rawValue: "unavailable")
    /// The server could not be found or reached.
    public static let cannotConnect = Kind(rawValue: "cannot_connect")
    /// The server could not prove who it is, or there is no encryption that both sides know.
    public static let insecure = Kind(rawValue: "insecure")
    /// It took longer than one of the timeouts.
    public static let timedOut = Kind(rawValue: "timed_out")
    /// The connection broke.
    public static let connectionLost = Kind(rawValue: "connection_lost")
    /// The answer is not HTTP.
    public static let invalidResponse = Kind(rawValue: "invalid_response")
    /// The server sends from one address to the next without an end.
    public static let redirectLoop = Kind(rawValue: "redirect_loop")
    /// The answer is larger than what was to be accepted.
    public static let tooLarge = Kind(rawValue: "too_large")
  }

  /// What went wrong.
  public let kind: Kind
  /// What happened, in a sentence without its full stop.
  public let message: String
  /// Whether the server may have received the request; `false` only when it certainly has not.
  public let wasSent: Bool

  /// Creates an error.
  public init(_ kind: Kind, _ message: String, wasSent: Bool) {
    self.kind = kind
    self.message = message
    self.wasSent = wasSent
  }

  /// What happened.
  public var description: String { message }
}

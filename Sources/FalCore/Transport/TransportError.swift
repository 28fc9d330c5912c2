/// Why there is no answer, or only a part of one.
public struct TransportError: Error, Sendable, Hashable, CustomStringConvertible {
  /// What went wrong.
  public enum Kind: Sendable, Hashable {
    /// The request cannot be sent as it is: its address or a header field is wrong, or a file cannot be read.
    case invalidRequest
    /// There is nothing to send requests with: libcurl is missing or too old.
    case unavailable
    /// The server could not be found or reached.
    case cannotConnect
    /// The server could not prove who it is, or there is no encryption that both sides know.
    case insecure
    /// It took longer than one of the timeouts.
    case timedOut
    /// The connection broke.
    case connectionLost
    /// The answer is not HTTP.
    case invalidResponse
    /// The answer is larger than what was to be accepted.
    case tooLarge
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

/// How a realtime connection behaves.
public struct RealtimeOptions: Sendable {
  /// How messages are written; what comes is read in either form.
  public enum Codec: Sendable, Hashable {
    /// MessagePack in frames of bytes, which fal's models take.
    case messagePack
    /// JSON in frames of text, which some apps of one's own take.
    case json
  }

  /// What stands in the address after the endpoint in place of `realtime`, which is not repeated where the id ends with it; empty
  /// for nothing.
  public var path: String?
  /// How many inputs may wait at the server before the oldest is dropped, 1 to 60; without it the app's own number.
  public var maxBuffering: Int?
  /// How often inputs are sent at most; zero, by default, sends all.
  ///
  /// The first is sent at once, and of those that come meanwhile the last, at the end; the ones between are dropped.
  public var throttle: Duration = .zero
  /// What happens when the connection ends.
  public var reconnection = RealtimeReconnection.whenSending
  /// What shows fal who connects.
  public var authorization = RealtimeAuthorization.token()
  /// How messages are written.
  public var codec = Codec.messagePack
  /// How long it may take until the connection is open; 30 seconds by default.
  public var openingTime: Duration = .seconds(30)
  /// After so much silence the server is asked whether it is there, and after as much again the connection is lost; 20 seconds by
  /// default, `nil` for never.
  public var pingInterval: Duration? = .seconds(20)
  /// The most bytes of a message that comes; 256 MB by default.
  public var longestMessage = 256 << 20

  /// Creates options.
  ///
  /// - Parameters:
  ///   - throttle: Inputs are sent at most this often.
  ///   - reconnection: What happens when the connection ends.
  ///   - authorization: What shows fal who connects.
  public init(
    throttle: Duration = .zero,
    reconnection: RealtimeReconnection = .whenSending,
    authorization: RealtimeAuthorization = .token()
  ) {
    self.throttle = throttle
    self.reconnection = reconnection
    self.authorization = authorization
  }
}

/// What happens when a realtime connection ends that was not closed here.
///
/// fal closes connections that are idle for some seconds, which is no fault. Nothing that was sent is sent again by itself: an app
/// that keeps a state has lost it with the connection.
public struct RealtimeReconnection: Sendable, Hashable {
  /// When another connection is opened.
  public enum Moment: Sendable, Hashable {
    /// Never: the events end with the connection.
    case never
    /// When there is something to send.
    case whenSending
    /// At once when a connection is lost; after one that was idle, when there is something to send.
    case atOnce
  }

  /// When another connection is opened.
  public var moment: Moment
  /// How often that is tried in a row, without an answer of the model in between, and how long is waited before.
  public var retries: RetryPolicy

  /// Creates a policy.
  public init(
    _ moment: Moment,
    retries: RetryPolicy = RetryPolicy(attempts: 5, delay: .milliseconds(250), longestDelay: .seconds(10))
  ) {
    self.moment = moment
    self.retries = retries
  }

  /// The events end with the connection.
  public static let never = RealtimeReconnection(.never)
  /// The next input that is sent opens a new connection, as with fal's own clients.
  public static let whenSending = RealtimeReconnection(.whenSending)
  /// A new connection is opened at once when one is lost.
  public static let atOnce = RealtimeReconnection(.atOnce)
}

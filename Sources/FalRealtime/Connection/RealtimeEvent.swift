public import FalCore

/// What a model sends back for an input.
///
/// Models answer as they like: once for each input, never for one that was dropped because others came, or many times. There is no
/// number that says which input an answer is for, unless the app gives back what it was sent.
public struct RealtimeResult<Output: FalOutput>: Sendable {
  /// The output.
  public let output: Output
  /// The whole answer, also what `Output` does not know, with files as bytes where they came as bytes.
  public let message: MessagePack

  /// The whole answer as JSON, in which files that came as bytes are data URIs.
  public var json: JSON { message.json }
}

/// What happens on a realtime connection.
public enum RealtimeEvent<Output: FalOutput>: Sendable {
  /// The model has sent something.
  case result(RealtimeResult<Output>)
  /// fal says something about the connection, as `timings` after a result.
  case notice(action: String, JSON)
  /// The connection has ended without being closed here, and the policy is to open another; the reason is there when it broke.
  case disconnected(FalError?)
  /// A new connection is open.
  case reconnected
}

/// What came of asking fal to cancel a request.
public struct Cancellation: Sendable {
  /// The ways it can go.
  public enum Outcome: Sendable, Hashable {
    /// It is cancelled.
    case cancelled
    /// fal was asked to stop it; it may finish, and cost, all the same.
    case requested
    /// It had ended already.
    case alreadyEnded
    /// fal does not know it.
    case notFound
    /// fal did not cancel it, and it goes on.
    case declined
  }

  /// How it went.
  public let outcome: Outcome
  /// The record as it is then.
  public let record: RequestRecord
}

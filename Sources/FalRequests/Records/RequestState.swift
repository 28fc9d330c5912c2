/// Where a request is on its way, as falkit concludes from what it was told.
///
/// There may be more in later versions, so that a `switch` needs a `default`.
public struct RequestState: RawRepresentable, Sendable, Hashable, CustomStringConvertible {
  /// The state as a word, as records and the command line have it.
  public let rawValue: String

  /// Creates a state.
  public init(rawValue: String) { self.rawValue = rawValue }

  /// It is being sent, by a process that still runs.
  public static let submitting = RequestState(rawValue: "SUBMITTING")
  /// It was sent, or was about to be, and no answer was kept: it may run at fal, and cost.
  ///
  /// Nothing sends it again but somebody who decides to.
  public static let unknown = RequestState(rawValue: "UNKNOWN")
  /// It waits for a machine.
  public static let inQueue = RequestState(rawValue: "IN_QUEUE")
  /// The model works on it, or has finished and the result was not fetched yet.
  public static let inProgress = RequestState(rawValue: "IN_PROGRESS")
  /// It has ended with a result, which is in the record.
  public static let completed = RequestState(rawValue: "COMPLETED")
  /// It has ended without a result; the record's error says why.
  public static let failed = RequestState(rawValue: "FAILED")
  /// It was cancelled.
  public static let cancelled = RequestState(rawValue: "CANCELLED")
  /// fal does not know it any longer; what became of it was not asked in time.
  public static let expired = RequestState(rawValue: "EXPIRED")

  /// The states of requests that may still become something else.
  public static let pending: Set<RequestState> = [.submitting, .unknown, .inQueue, .inProgress]

  /// Whether nothing more will happen.
  public var isFinal: Bool {
    switch self {
    case .completed, .failed, .cancelled, .expired: true
    default: false
    }
  }

  /// The state as a word.
  public var description: String { rawValue }
}

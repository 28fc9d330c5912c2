/// A request was sent, or may have been, and no answer came: it may run at fal, and cost.
///
/// Its record stays, in the state `unknown`, and nothing sends it again by itself.
public struct UnknownOutcome: Error, Sendable, CustomStringConvertible {
  /// What is known of it.
  public let record: RequestRecord
  /// What went wrong.
  public let error: any Error

  package init(record: RequestRecord, error: any Error) {
    self.record = record
    self.error = error
  }

  /// What happened, and what it is called.
  public var description: String {
    "\(error); it is kept as \(record.id): look at fal's list of requests before you send it again"
  }
}

/// Something that happened to a request.
public enum QueueUpdate: Sendable, CustomStringConvertible {
  /// fal has accepted it. Whoever keeps the handle can come back to it, from another program too.
  case submitted(RequestHandle<JSON>)
  /// It waits, with so many requests ahead of it where fal says how many.
  case queued(position: Int?)
  /// The model has started.
  case started
  /// The model wrote a line. Each comes once.
  case log(LogEntry)
  /// It has ended, with a result or with an error.
  case ended(QueueStatus)

  /// What happened, for people.
  public var description: String {
    switch self {
    case .submitted(let handle): "submitted as \(handle.requestID)"
    case .queued(let position?): "in the queue, \(position) ahead"
    case .queued(nil): "in the queue"
    case .started: "in progress"
    case .log(let entry): entry.message
    case .ended(let status): status.inferenceTime.map { "completed after \(Duration.seconds($0).words)" } ?? "completed"
    }
  }
}

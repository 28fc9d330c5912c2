/// Something that happened to a request, by fal's own words for it.
///
/// There may be more in later versions, so that a `switch` needs a `default`.
///
/// ```swift
/// let result = try await fal.subscribe(to: FluxDev.self, input: .init(prompt: "a cat")) { update in
///   switch update {
///   case .submitted(let handle): print("request", handle.requestID)
///   case .inQueue(let position): print("in the queue,", position.map { "\($0) ahead" } ?? "place unknown")
///   case .log(let line): print(line.message)
///   default: break
///   }
/// }
/// ```
public enum QueueUpdate: Sendable, Hashable, CustomStringConvertible {
  /// fal has accepted it. Whoever keeps the handle can come back to it, from another program too.
  case submitted(RequestHandle<JSON>)
  /// It waits, with so many requests ahead of it where fal says how many.
  case inQueue(position: Int?)
  /// The model has started.
  case inProgress
  /// The model wrote a line. Each comes once.
  case log(LogEntry)
  /// It has ended, with a result or with an error.
  case completed(QueueStatus)

  /// What happened, for people.
  public var description: String {
    switch self {
    case .submitted(let handle): "submitted as \(handle.requestID)"
    case .inQueue(let position?): "in the queue, \(position) ahead"
    case .inQueue(nil): "in the queue"
    case .inProgress: "in progress"
    case .log(let entry): entry.message
    case .completed(let status):
      status.inferenceTime.map { "completed after \($0.words)" } ?? "completed"
    }
  }
}

import FalCore
import FalRequests
import FalRunner

extension RunError {
  /// What became of work that was told to end, by a signal or otherwise.
  init(_ interruption: RunInterruption, _ cause: Interruption.Cause?) {
    let kind = cause?.errorKind ?? .interrupted
    let ended =
      switch cause {
      case .timeLimit(let limit): "there was no result after \(limit.words)"
      case .terminate, .hangUp: ExitCode(kind).meaning
      case .interrupt, nil: "interrupted"
      }
    defer { isRetryable = kind == .tryLater }
    switch interruption {
    case .nothingSubmitted: self.init(kind, "\(ended); nothing was submitted")
    case .callGivenUp:
      self.init(kind, "\(ended); the call was given up; the model may have run, and cost, all the same")
    case .streamGivenUp:
      self.init(kind, "\(ended); the stream was given up; the model may have gone on, and cost, all the same")
    case .goesOn(let record):
      self.init(kind, "\(ended); request \(record.name) goes on", about: record, remedy: .wait(request: record.name))
    case .cancelled(let cancellation):
      let name = cancellation.record.name
      self.init(
        kind,
        "\(ended); \(cancellation.words)",
        about: cancellation.record,
        remedy: cancellation.outcome == .cancelled ? .rerun(request: name) : .result(request: name)
      )
    case .notCancelled(let record, let error):
      self.init(
        kind,
        "\(ended); request \(record.name) could not be cancelled: \(error.message)",
        about: record,
        remedy: .cancel(request: record.name)
      )
    case .notSaved(let outcome):
      let ended = if case .timeLimit(let limit) = cause { "the time of \(limit.words) is over" } else { ended }
      self.init(kind, "\(ended); the result is kept", endpointID: outcome.endpoint.description)
      requestID = outcome.requestID
      remedy = outcome.record.map { .download(request: $0.name) }
    }
  }
}

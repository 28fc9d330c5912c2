import FalCore
import FalRequests

extension CommandError {
  /// What a problem with the requests on disk means for the command line.
  init(_ error: RequestStoreError) {
    let code: ExitCode =
      switch error.kind {
      case .noFolder, .damaged, .otherQueue: .config
      case .notFound, .noRequestID: .notFound
      case .cannotWrite, .notRecorded: .cannotWrite
      case .ambiguous, .tooShort: .usage
      case .busy, .duplicate: .tryLater
      default: .config
      }
    self.init(code, error.description)
    requestID = error.handle?.requestID ?? error.candidates.first?.requestID
    switch error.kind {
    case .notFound, .ambiguous, .tooShort: hint = "falkit list --all"
    case .duplicate: hint = "--resume to follow that one, --force to submit another"
    case .otherQueue: hint = "set FALKIT_QUEUE_URL to that address"
    case .notRecorded:
      hint = error.handle.map { "falkit wait \($0.requestID) --model \(Shell.quoted($0.endpoint.description))" }
    default: break
    }
  }

  /// What it means that nobody knows whether a request was submitted.
  init(_ outcome: UnknownOutcome) {
    self.init(
      .unavailable,
      "no answer came to the request, which fal may have accepted: it was not sent again (\(outcome.error))",
      endpointID: outcome.record.endpoint.description,
      hint: "https://fal.ai/dashboard/requests; falkit list shows it as \(outcome.record.id), --force submits another"
    )
  }

  /// What it means that a request has ended without a result.
  init(_ record: RequestRecord) {
    if let error = record.error {
      self.init(error)
    } else {
      self.init(.failed, "the request is \(record.state)")
    }
    if record.state == .cancelled {
      code = .failed
      message = "the request was cancelled"
    }
    endpointID = record.endpoint.description
    requestID = record.requestID
  }

  /// Any error as the user sees it.
  init(any error: any Error) {
    switch error {
    case let error as CommandError: self = error
    case let error as FalError: self.init(error)
    case let error as RequestStoreError: self.init(error)
    case let error as UnknownOutcome: self.init(error)
    default: self.init(.internalError, "\(error)")
    }
  }
}

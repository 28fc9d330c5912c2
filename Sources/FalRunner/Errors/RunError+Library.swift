package import FalCore
package import FalRequests

// What the errors of falkit's libraries mean for a run.
extension RunError {
  package init(_ error: FalError) {
    self.init(Kind(error.kind), error.message, endpointID: error.endpoint?.description)
    requestID = error.requestID
    isRetryable = error.isRetryable
    issues = error.issues.map { InputIssue(field: $0.path, rule: $0.type, message: $0.message) }
    switch error.kind {
    case .unauthorized, .forbidden: remedy = .checkKey
    case .invalidInput: remedy = error.endpoint.map { .describe(model: $0.description) }
    case .connection: remedy = .checkConnection
    default: break
    }
  }

  /// A client's error when a file is saved: a file of which it speaks is one that cannot be written.
  init(saving error: FalError) {
    self.init(error)
    if error.kind == .file { kind = .cannotWrite }
  }

  package init(_ error: RequestStoreError) {
    let kind: Kind =
      switch error.kind {
      case .noFolder, .damaged, .otherQueue: .config
      case .notFound, .noRequestID: .notFound
      case .cannotWrite, .notRecorded: .cannotWrite
      case .ambiguous, .tooShort, .notUnknown: .usage
      case .busy, .duplicate: .tryLater
      default: .config
      }
    self.init(kind, error.description)
    requestID = error.handle?.requestID ?? error.candidates.first?.requestID
    remedy =
      switch error.kind {
      case .notFound, .ambiguous, .tooShort: .listRequests
      case .duplicate:
        error.candidates.first.map { $0.state == .unknown ? .lookUp($0.id) : .followOrSubmit }
      case .noRequestID: error.candidates.first.map { .lookUp($0.id) }
      case .otherQueue: .useQueue
      case .notRecorded:
        error.handle.map { .waitElsewhere(request: $0.requestID, model: $0.endpoint.description) }
      default: nil
      }
  }

  /// Nobody knows whether a request was submitted.
  init(_ outcome: UnknownOutcome) {
    let failure = outcome.error as? FalError
    let status = failure?.status.map { ", HTTP \($0)" } ?? ""
    let reason = failure.map { $0.message + status } ?? "\(outcome.error)"
    self.init(
      .unavailable,
      "no answer came to the request, which fal may have accepted: it was not sent again (\(reason))",
      endpointID: outcome.record.endpoint.description,
      remedy: .lookUp(outcome.record.id)
    )
  }

  /// A request has ended without a result.
  init(_ record: RequestRecord) {
    if let error = record.error {
      self.init(error)
    } else {
      self.init(.failed, "the request is \(record.state)")
    }
    if record.state == .cancelled {
      kind = .failed
      message = "the request was cancelled"
    }
    endpointID = record.endpoint.description
    requestID = record.requestID
  }

  /// Any error.
  package init(any error: any Error) {
    switch error {
    case let error as RunError: self = error
    case let error as FalError: self.init(error)
    case let error as RequestStoreError: self.init(error)
    case let error as UnknownOutcome: self.init(error)
    default: self.init(.internalError, "\(error)")
    }
  }
}

extension RunError.Kind {
  fileprivate init(_ kind: FalError.Kind) {
    self =
      switch kind {
      case .unauthorized, .forbidden: .auth
      case .invalidConfiguration: .config
      case .notFound, .file: .notFound
      case .invalidInput, .contentPolicy: .invalid
      case .rateLimited, .notCompleted: .tryLater
      case .connection, .server, .timedOut, .invalidResponse: .unavailable
      case .unsupported: .usage
      default: .failed
      }
  }
}

import FalCore

extension CommandError {
  /// What a client's error means for the command line.
  init(_ error: FalError) {
    self.init(ExitCode(error), error.message, endpointID: error.endpoint?.description)
    requestID = error.requestID
    isRetryable = error.isRetryable
    issues = error.issues.map { InputIssue(field: $0.path, rule: $0.type, message: $0.message) }
    switch error.kind {
    case .unauthorized, .forbidden: hint = "falkit check-key"
    case .invalidInput: hint = error.endpoint.map { "falkit model-info \(Shell.quoted($0.description))" }
    case .connection: hint = "falkit check-key, once the network is there; or --local, for a local fal"
    default: break
    }
  }
}

extension ExitCode {
  fileprivate init(_ error: FalError) {
    self =
      switch error.kind {
      case .unauthorized, .forbidden: .auth
      case .invalidConfiguration: .config
      case .notFound, .file: .notFound
      case .invalidInput, .contentPolicy: .invalid
      case .rateLimited, .notCompleted: .tryLater
      case .connection, .server, .timedOut, .invalidAnswer: .unavailable
      case .unsupported: .usage
      default: .failed
      }
  }
}

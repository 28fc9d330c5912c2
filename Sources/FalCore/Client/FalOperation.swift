/// What a call to fal is for, which decides whether it may be made again.
enum FalOperation: String, Sendable {
  case run
  case stream
  case submit
  case status
  case statusStream = "status stream"
  case result
  case cancel

  /// Whether making the call twice has the same effect as making it once.
  ///
  /// Those that start work are not among them.
  var isIdempotent: Bool {
    switch self {
    case .run, .stream, .submit: false
    case .status, .statusStream, .result, .cancel: true
    }
  }
}

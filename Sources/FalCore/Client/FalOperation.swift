/// What a call to fal is for, which decides whether it may be made again.
package enum FalOperation: String, Sendable {
  case run
  case stream
  case submit
  case status
  case statusStream = "status stream"
  case result
  case cancel
  /// A token for realtime connections.
  case realtimeToken = "realtime token"
  /// Tokens and addresses for uploads.
  case storage
  /// The bytes of an upload, of which another copy does no harm.
  case upload
  case download
  /// What the Platform API knows, which asking does not change.
  case platform

  /// Whether making the call twice has the same effect as making it once.
  ///
  /// Those that start work are not among them.
  var isIdempotent: Bool {
    switch self {
    case .run, .stream, .submit: false
    case .status, .statusStream, .result, .cancel, .realtimeToken, .storage, .upload, .download, .platform: true
    }
  }
}

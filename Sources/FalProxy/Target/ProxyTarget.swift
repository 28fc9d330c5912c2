/// What is asked of fal, after it was found to be allowed.
struct ProxyTarget: Sendable {
  /// What is sent with it.
  enum Body: Sendable {
    /// Nothing, whatever the client sent.
    case none
    /// What the client sends, up to the limit.
    case call
    /// What the client sends, however long it is.
    case file
    /// A request for a token, which is read and written anew.
    case token(TokenRequest.Kind)

    var isFile: Bool {
      if case .file = self { true } else { false }
    }
  }

  /// The whole address, put together of what was checked.
  let url: String
  let body: Body
  /// Whether the key goes with it.
  var hasKey = true
  /// Whether fal may be silent for as long as a model works.
  var isLong = false
}

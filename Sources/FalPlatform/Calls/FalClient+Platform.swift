import FalCore

extension FalClient {
  /// Asks the Platform API.
  ///
  /// - Parameters:
  ///   - topic: What it is about.
  ///   - path: The path after the version: `models/pricing`.
  ///   - query: The parameters; lists repeat theirs, as names with brackets are ignored.
  ///   - body: What is posted; nothing is for a GET.
  /// - Returns: The body.
  /// - Throws: `FalError`, whose message begins with the topic; `CancellationError`.
  func platform(
    _ topic: PlatformTopic,
    _ path: String,
    query: [(name: String, value: String)] = [],
    posting body: JSON? = nil
  ) async throws -> JSON {
    let answer = try await platformAnswer(topic, path, query: query, posting: body)
    guard let json = answer.json else {
      var error = FalError.unexpected(topic, "is not JSON: \(answer.text.prefix(200))")
      error.status = answer.status
      throw error
    }
    return json
  }

  /// The same, with header fields both ways.
  func platformAnswer(
    _ topic: PlatformTopic,
    _ path: String,
    query: [(name: String, value: String)],
    fields: HTTPFields = [:],
    posting body: JSON? = nil
  ) async throws -> FalResponse {
    if configuration.isGateway {
      throw FalError(.unsupported, "\(topic.rawValue): a gateway serves the queue only; ask fal itself")
    }
    var fields = fields
    if body != nil { fields[HTTPField.contentType] = "application/json" }
    let call = FalCall(
      .platform,
      body == nil ? "GET" : "POST",
      url("\(hosts.platform)/v1/\(path)", query),
      authorization: .key,
      fields: fields,
      body: body.map { .bytes($0.utf8()) } ?? .none,
      timeouts: callTimeouts
    )
    do {
      return try await answer(to: call)
    } catch var error as FalError {
      error.message = "\(topic.rawValue): \(error.message)\(advice(after: error))"
      throw error
    }
  }

  /// What to do about an error that fal explains too briefly.
  private func advice(after error: FalError) -> String {
    guard error.kind == .unauthorized, !configuration.isProxy else { return "" }
    return configuration.credentials == nil
      ? "; no key was sent: set FAL_KEY to one from https://fal.ai/dashboard/keys"
      : "; fal does not accept the key: take one from https://fal.ai/dashboard/keys"
  }
}

extension FalError {
  /// An answer of the Platform API that cannot be understood.
  static func unexpected(_ topic: PlatformTopic, _ problem: String, in json: JSON? = nil) -> FalError {
    var error = FalError(.invalidResponse, "\(topic.rawValue): the answer \(problem)")
    error.body = json
    return error
  }
}

extension FalClient {
  /// Puts a request into a model's queue.
  ///
  /// It is sent once: when it is not certain that fal did not get it, the error says so (`mayHaveBeenAccepted`).
  ///
  /// - Returns: A handle to keep.
  /// - Throws: `FalError`, `CancellationError`.
  public func submit<Endpoint: FalEndpoint>(
    to endpoint: Endpoint.Type,
    input: Endpoint.Input,
    options: SubmitOptions = SubmitOptions()
  ) async throws -> RequestHandle<Endpoint.Output> {
    try await submit(Endpoint.id, input, options)
  }

  /// Puts a request into a model's queue.
  ///
  /// - Returns: A handle to keep.
  /// - Throws: `FalError`, `CancellationError`.
  public func submit(
    to endpoint: EndpointID,
    input: InputValue,
    options: SubmitOptions = SubmitOptions()
  ) async throws -> RequestHandle<JSON> {
    try await submit(endpoint, input, options)
  }

  func submit<Output: FalOutput>(
    _ endpoint: EndpointID,
    _ input: some FalInput,
    _ options: SubmitOptions,
    attempted: (@Sendable (FalError?) -> Void)? = nil
  ) async throws -> RequestHandle<Output> {
    let address = url(hosts.submitURL(of: endpoint), options.query)
    var call = try await call(.submit, to: address, endpoint, input, options)
    call.attempted = attempted
    try Task.checkCancellation()
    func lost(_ kind: FalError.Kind, _ message: String, _ answer: FalResponse? = nil) -> FalError {
      var error = FalError(kind, message)
      error.endpoint = endpoint
      error.status = answer?.status
      error.body = answer?.json
      error.mayHaveBeenAccepted = true
      return error
    }
    let answer: FalResponse
    do {
      answer = try await sender.answer(to: call)
    } catch is CancellationError {
      throw lost(.cancelled, "the task was cancelled while the request was sent")
    }
    guard let requestID = answer.json?["request_id"].string, !requestID.isEmpty else {
      throw lost(.invalidResponse, "the answer holds no request id: \(answer.text.prefix(200))", answer)
    }
    return RequestHandle(endpoint: endpoint, requestID: requestID, resultURL: answer.json?["response_url"].string)
  }

  /// Asks where a request is.
  ///
  /// - Parameters:
  ///   - handle: The request.
  ///   - logs: Whether the lines that the model wrote are asked for.
  /// - Returns: The status.
  /// - Throws: `FalError`, `CancellationError`.
  public func status(of handle: RequestHandle<some FalOutput>, logs: Bool = true) async throws -> QueueStatus {
    let call = call(.status, "GET", handle, "/status", query: [("logs", logs ? "1" : "0")])
    let answer = try await sender.answer(to: call)
    guard let status = answer.json.flatMap(QueueStatus.init(json:)) else {
      var error = FalError(.invalidResponse, "the answer holds no status: \(answer.text.prefix(200))")
      error.endpoint = handle.endpoint
      error.requestID = handle.requestID
      error.status = answer.status
      error.body = answer.json
      throw error
    }
    return status
  }

  /// Fetches the result of a request that has ended.
  ///
  /// - Throws: `FalError`: the model's own when it has failed, or one of kind `notCompleted` when it has not ended yet;
  ///   `CancellationError`.
  public func result<Output: FalOutput>(of handle: RequestHandle<Output>) async throws -> FalResult<Output> {
    let answer = try await sender.answer(to: call(.result, "GET", handle, ""))
    return try FalResult(answer, endpoint: handle.endpoint, requestID: handle.requestID)
  }

  /// Asks fal to cancel a request.
  ///
  /// One that waits is taken out of the queue; one that runs may finish all the same.
  ///
  /// - Returns: Whether there was something to cancel; `false` when it had ended already.
  /// - Throws: `FalError`, `CancellationError`.
  @discardableResult
  public func cancel(_ handle: RequestHandle<some FalOutput>) async throws -> Bool {
    do {
      let answer = try await sender.answer(to: call(.cancel, "PUT", handle, "/cancel"))
      return answer.json?["success"].bool ?? true
    } catch let error as FalError where error.status == 400 && error.body?["status"].string == "ALREADY_COMPLETED" {
      return false
    }
  }

  /// What happens to a request, until it has ended.
  public func updates(
    of handle: RequestHandle<some FalOutput>,
    options: FollowOptions = FollowOptions()
  ) -> QueueUpdates {
    QueueUpdates(client: self, handle: RequestHandle<JSON>(handle), options: options)
  }

  /// Opens the stream of a request's status.
  func statusStream(of handle: RequestHandle<JSON>, logs: Bool, silence: Duration) async throws -> HTTPResponse {
    var call = call(.statusStream, "GET", handle, "/status/stream", query: [("logs", logs ? "1" : "0")])
    call.fields[HTTPField.accept] = "text/event-stream"
    call.timeouts = HTTPTimeouts(connect: min(silence, configuration.callTimeout), idle: silence)
    return try await sender.response(to: call)
  }

  private func call(
    _ operation: FalOperation,
    _ method: String,
    _ handle: RequestHandle<some FalOutput>,
    _ path: String,
    query: [(name: String, value: String)] = []
  ) -> FalCall {
    FalCall(
      operation: operation,
      method: method,
      url: url(resultURL(of: handle) + path, query),
      timeouts: callTimeouts,
      endpoint: handle.endpoint,
      requestID: handle.requestID
    )
  }

  /// Where fal says that a request is, if that is at fal; else where it must be.
  private func resultURL(of handle: RequestHandle<some FalOutput>) -> String {
    let known = hosts.resultURL(of: handle.endpoint, request: handle.requestID)
    guard let stated = handle.resultURL, configuration.routing == .direct, !stated.contains("?"),
      let address = HTTPAddress(stated), address == HTTPAddress(hosts.queue)
    else { return known }
    return stated.hasSuffix("/") ? String(stated.dropLast()) : stated
  }
}

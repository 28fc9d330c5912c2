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
    guard let requestID = answer.json.flatMap(Self.requestID), !requestID.isEmpty else {
      throw lost(.invalidResponse, "the answer holds no request id: \(answer.text.prefix(200))", answer)
    }
    let addresses = RequestAddresses(json: answer.json ?? .null)
    let handle = RequestHandle<Output>(endpoint: endpoint, requestID: requestID, addresses: addresses)
    remember(handle, submitted: .zero)
    return handle
  }

  /// The id in an answer to a submit: of fal, or of a gateway that gives its own; there are servers that count.
  private static func requestID(_ answer: JSON) -> String? {
    let ids = [answer["request_id"], answer["gateway_request_id"]]
    return ids.lazy.compactMap { $0.string ?? $0.int.map(String.init) }.first
  }

  /// Asks where a request is.
  ///
  /// - Parameters:
  ///   - handle: The request.
  ///   - logs: Whether the lines that the model wrote are asked for.
  /// - Returns: The status.
  /// - Throws: `FalError`, `CancellationError`.
  public func status(of handle: RequestHandle<some FalOutput>, logs: Bool = true) async throws -> QueueStatus {
    try await ask(.status, "GET", .status, handle, query: [("logs", logs ? "1" : "0")]) { answer in
      guard let status = answer.json.flatMap(QueueStatus.init(json:)) else {
        throw UnreadableAnswer("the answer holds no status", answer)
      }
      return status
    }
  }

  /// Fetches the result of a request that has ended.
  ///
  /// - Throws: `FalError`: the model's own when it has failed, or one of kind `notCompleted` when it has not ended yet;
  ///   `CancellationError`.
  public func result<Output: FalOutput>(of handle: RequestHandle<Output>) async throws -> FalResult<Output> {
    try await ask(.result, "GET", .result, handle) { [handle] answer in
      try FalResult(answer, endpoint: handle.endpoint, requestID: handle.requestID)
    }
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
      return try await ask(.cancel, "PUT", .cancel, handle) { $0.json?["success"].bool ?? true }
    } catch let error as FalError where error.status == 400 && Self.saysEnded(error) {
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
    let addresses = handle.addresses.addresses(for: .statusStream, of: handle.endpoint, handle.requestID, at: hosts)
    // Where it leads to nothing, polling takes its place.
    let address = addresses.stated ?? addresses.documented
    var call = call(.statusStream, "GET", handle, address, [("logs", logs ? "1" : "0")])
    call.fields[HTTPField.accept] = "text/event-stream"
    call.timeouts = HTTPTimeouts(connect: min(silence, configuration.callTimeout), idle: silence)
    return try await sender.response(to: call)
  }

  /// Asks about a request: where fal said, and where that leads to nothing, where fal documents it.
  private func ask<Value: Sendable>(
    _ operation: FalOperation,
    _ method: String,
    _ part: RequestPart,
    _ handle: RequestHandle<some FalOutput>,
    query: [(name: String, value: String)] = [],
    read: @escaping @Sendable (FalResponse) throws -> Value
  ) async throws -> Value {
    let addresses = handle.addresses.addresses(for: part, of: handle.endpoint, handle.requestID, at: hosts)
    let documented = call(operation, method, handle, addresses.documented, query)
    guard let stated = addresses.stated else { return try await sender.answer(to: documented, read: read) }
    var call = call(operation, method, handle, stated, query)
    call.isLastAddress = false
    do {
      return try await sender.answer(to: call, read: read)
    } catch let error as FalError where Self.leadsNowhere(error) {
      do {
        return try await sender.answer(to: documented, read: read)
      } catch let other as FalError where Self.leadsNowhere(other) {
        throw error
      }
    }
  }

  private static func saysEnded(_ error: FalError) -> Bool {
    let words = error.message.lowercased()
    return error.body?["status"].string == "ALREADY_COMPLETED"
      || words.contains("already") && words.contains("complete")
  }

  private static func leadsNowhere(_ error: FalError) -> Bool { error.status == 404 || error.status == 405 }

  private func call(
    _ operation: FalOperation,
    _ method: String,
    _ handle: RequestHandle<some FalOutput>,
    _ address: String,
    _ query: [(name: String, value: String)]
  ) -> FalCall {
    FalCall(
      operation: operation,
      method: method,
      url: url(address, query),
      timeouts: callTimeouts,
      endpoint: handle.endpoint,
      requestID: handle.requestID
    )
  }

  /// Says that fal took a request some time ago: for some seconds its servers may say that they do not know it.
  package func remember(_ handle: RequestHandle<some FalOutput>, submitted age: Duration) {
    sender.remember(handle.requestID, submitted: age)
  }
}

import FalSystem

extension FalClient {
  /// Submits a request, follows it to its end, and gives its result.
  ///
  /// - Parameters:
  ///   - endpoint: The model.
  ///   - input: What it takes.
  ///   - options: What else is asked for.
  ///   - update: Is called with what happens, in order: first with the handle of the request, then with its place in the
  ///     queue and the lines that the model writes.
  /// - Returns: The result.
  /// - Throws: `FalError`, which names the request as soon as there is one; `CancellationError` when the task is
  ///   cancelled, and then the request goes on unless the options say otherwise.
  public func subscribe<Endpoint: FalEndpoint>(
    to endpoint: Endpoint.Type,
    input: Endpoint.Input,
    options: SubscribeOptions = SubscribeOptions(),
    update: @escaping @Sendable (QueueUpdate) async -> Void = { _ in }
  ) async throws -> FalResult<Endpoint.Output> {
    try await subscribe(Endpoint.id, input, options, update)
  }

  /// Submits a request, follows it to its end, and gives its result.
  ///
  /// - Throws: `FalError`, which names the request as soon as there is one; `CancellationError` when the task is
  ///   cancelled, and then the request goes on unless the options say otherwise.
  public func subscribe(
    to endpoint: EndpointID,
    input: InputValue,
    options: SubscribeOptions = SubscribeOptions(),
    update: @escaping @Sendable (QueueUpdate) async -> Void = { _ in }
  ) async throws -> FalResult<JSON> {
    try await subscribe(endpoint, input, options, update)
  }

  /// Follows a request that was submitted before, by this program or another, to its end, and gives its result.
  ///
  /// - Throws: `FalError`, `CancellationError`.
  public func wait<Output: FalOutput>(
    for handle: RequestHandle<Output>,
    options: FollowOptions = FollowOptions(),
    update: @escaping @Sendable (QueueUpdate) async -> Void = { _ in }
  ) async throws -> FalResult<Output> {
    var last: QueueStatus?
    for try await change in updates(of: handle, options: options) {
      if case .completed(let status) = change { last = status }
      await update(change)
    }
    return try await result(of: handle, after: last)
  }

  /// Fetches the result of a request that has ended; an error tells also what its last status knew of the failure.
  ///
  /// - Throws: `FalError`, `CancellationError`.
  package func result<Output: FalOutput>(
    of handle: RequestHandle<Output>,
    after last: QueueStatus?
  ) async throws -> FalResult<Output> {
    do {
      return try await result(of: handle)
    } catch var error as FalError {
      // The status may know more of a failure than the result.
      if let last, last.error != nil || last.phase != .completed, error.kind != .connection {
        let told = FalError(failedStatus: last)
        if error.issues.isEmpty, last.error != nil { error.message = told.message }
        if error.kind != .invalidInput { error.kind = told.kind }
        error.type = error.type ?? told.type
      }
      throw error
    }
  }

  private func subscribe<Output: FalOutput>(
    _ endpoint: EndpointID,
    _ input: some FalInput,
    _ options: SubscribeOptions,
    _ update: @escaping @Sendable (QueueUpdate) async -> Void
  ) async throws -> FalResult<Output> {
    try Task.checkCancellation()
    if let timeout = options.timeout, timeout <= .zero {
      throw FalError(.timedOut, "there was no time to send the request", endpoint: endpoint, isRetryable: true)
    }
    let known = Lock<RequestHandle<Output>?>(nil)
    let sending = Lock<(isOnItsWay: Bool, failure: FalError?)>((false, nil))
    do {
      return try await Deadline.run(options.timeout) {
        let handle: RequestHandle<Output> = try await submit(endpoint, input, options.submit) { failure in
          sending.withLock { $0 = (failure == nil, failure ?? $0.failure) }
        }
        known.withLock { $0 = handle }
        await update(.submitted(RequestHandle<JSON>(handle)))
        return try await wait(for: handle, options: options.follow, update: update)
      }
    } catch is DeadlineExceeded {
      let handle = known.withLock { $0 }
      if let handle { cancelInBackground(handle) }
      var error = FalError(.timedOut, "there was no result after \((options.timeout ?? .zero).words)")
      error.endpoint = endpoint
      error.requestID = handle?.requestID
      error.isRetryable = true
      if handle == nil {
        let (isOnItsWay, failure) = sending.withLock { $0 }
        error.mayHaveBeenAccepted = isOnItsWay
        error.retryAfter = failure?.retryAfter
        error.message += failure.map { "; the last attempt to submit: \($0.message)" } ?? ""
      }
      throw error
    } catch is CancellationError {
      if options.cancelsRequest, let handle = known.withLock({ $0 }) { cancelInBackground(handle) }
      throw CancellationError()
    }
  }

  /// Not part of the task that is being cancelled, because it has to be done all the same; and soon over.
  private func cancelInBackground(_ handle: RequestHandle<some FalOutput>) {
    var configuration = configuration
    configuration.callTimeout = .seconds(10)
    configuration.retries = RetryPolicy(attempts: 2)
    guard let client = try? FalClient(configuration) else { return }
    Task { try? await client.cancel(handle) }
  }
}

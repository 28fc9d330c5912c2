extension FalClient {
  /// Runs a model at once, without the queue, and waits for its result.
  ///
  /// Good for models that take seconds. When the connection breaks the result is lost, and the model may have run:
  /// `subscribe` is the better choice for anything longer.
  ///
  /// - Throws: `FalError`, `CancellationError`.
  public func run<Endpoint: FalEndpoint>(
    _ endpoint: Endpoint.Type,
    input: Endpoint.Input,
    options: SubmitOptions = SubmitOptions()
  ) async throws -> FalResult<Endpoint.Output> {
    try await run(Endpoint.id, input, options)
  }

  /// Runs a model at once, without the queue, and waits for its result.
  ///
  /// - Throws: `FalError`, `CancellationError`.
  public func run(
    _ endpoint: EndpointID,
    input: InputValue,
    options: SubmitOptions = SubmitOptions()
  ) async throws -> FalResult<JSON> {
    try await run(endpoint, input, options)
  }

  private func run<Output: FalOutput>(
    _ endpoint: EndpointID,
    _ input: some FalInput,
    _ options: SubmitOptions
  ) async throws -> FalResult<Output> {
    if configuration.isGateway { throw unsupported("a direct run", endpoint) }
    let call = try await call(.run, to: hosts.runURL(of: endpoint), endpoint, input, options)
    return try await sender.answer(to: call) { try FalResult($0, endpoint: endpoint, requestID: nil) }
  }

  /// Runs a model that streams its output, and gives what it sends as it comes.
  ///
  /// - Returns: The events; the request is sent, once, when the first is read, and what is wrong with it is thrown there.
  public func stream<Endpoint: FalEndpoint>(
    _ endpoint: Endpoint.Type,
    input: Endpoint.Input,
    options: SubmitOptions = SubmitOptions()
  ) -> ModelStream<Endpoint.Output> {
    stream(Endpoint.id, input, options)
  }

  /// Runs a model that streams its output, and gives what it sends as it comes.
  ///
  /// - Returns: The events; the request is sent, once, when the first is read, and what is wrong with it is thrown there.
  public func stream(
    _ endpoint: EndpointID,
    input: InputValue,
    options: SubmitOptions = SubmitOptions()
  ) -> ModelStream<JSON> {
    stream(endpoint, input, options)
  }

  private func stream<Output: FalOutput>(
    _ endpoint: EndpointID,
    _ input: some FalInput,
    _ options: SubmitOptions
  ) -> ModelStream<Output> {
    ModelStream(endpoint) {
      if configuration.isGateway { throw unsupported("a stream", endpoint) }
      var call = try await call(.stream, to: hosts.streamURL(of: endpoint), endpoint, input, options)
      call.fields[HTTPField.accept] = "text/event-stream"
      return try await sender.response(to: call)
    }
  }

  func unsupported(_ what: String, _ endpoint: EndpointID) -> FalError {
    var error = FalError(.unsupported, "a gateway serves the queue only, so \(what) is not possible; use subscribe")
    error.endpoint = endpoint
    return error
  }

  /// A POST of an input.
  func call(
    _ operation: FalOperation,
    to url: String,
    _ endpoint: EndpointID,
    _ input: some FalInput,
    _ options: SubmitOptions
  ) async throws -> FalCall {
    var fields = try options.headerFields()
    fields[HTTPField.contentType] = "application/json"
    return FalCall(
      operation: operation,
      method: "POST",
      url: url,
      fields: fields,
      body: .bytes(try await json(of: input, for: endpoint).utf8()),
      timeouts: operation == .submit ? callTimeouts : longTimeouts,
      endpoint: endpoint
    )
  }
}

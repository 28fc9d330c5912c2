import FalSystem

/// A request on its way: what a transport's own thread and the task that waits for the answer tell each other.
protocol ResponseTransfer: AnyObject, Sendable {
  var response: Lock<ResponseState> { get }

  /// Sends the request.
  func start()
  /// Goes on receiving, after a pause.
  func resumeReceiving()
  /// Gives up, because nobody waits for the answer any longer; called once at most.
  func abandon()
}

// MARK: - The task's side

extension ResponseTransfer {
  /// Starts, and waits for the answer to begin.
  func head() async throws -> ResponseHead {
    try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { waiter in
        if let known = response.withLock({ $0.head(for: waiter) }) { waiter.resume(with: known) } else { start() }
      }
    } onCancel: {
      cancel()
    }
  }

  /// Waits for the next piece of the answer's body; `nil` at its end.
  func nextPiece() async throws -> [UInt8]? {
    if let piece = takePiece(orWait: nil) { return try piece.get() }
    return try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { waiter in
        if let piece = takePiece(orWait: waiter) { waiter.resume(with: piece) }
      }
    } onCancel: {
      cancel()
    }
  }

  private func takePiece(
    orWait waiter: CheckedContinuation<[UInt8]?, any Error>?
  ) -> Result<[UInt8]?, any Error>? {
    let (piece, resumes) = response.withLock { response in
      var piece = response.nextPiece()
      if piece == nil, let waiter, !response.wait(waiter) {
        piece = .failure(TransportError(.invalidRequest, "the answer is read by two at the same time", wasSent: true))
      }
      return (piece, response.resumes())
    }
    if resumes { resumeReceiving() }
    return piece
  }

  /// Ends the transfer, wherever it is; whoever waits gets a `CancellationError`.
  func cancel() {
    if finish(.failure(CancellationError())) { abandon() }
  }
}

// MARK: - The transport's side

extension ResponseTransfer {
  /// Hands what has arrived to those who wait for it.
  func deliver() {
    response.withLock { $0.deliveries() }.hand()
  }

  /// Settles the outcome, once; gives whether this was the first time.
  @discardableResult
  func finish(_ result: Result<Void, any Error>) -> Bool {
    let (isFirst, deliveries) = response.withLock { ($0.finish(result), $0.deliveries()) }
    deliveries.hand()
    return isFirst
  }
}

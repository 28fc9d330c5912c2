extension FalClient {
  /// Runs a model on many inputs, some at a time, and gives each result as soon as there is one.
  ///
  /// ```swift
  /// for await (index, result) in fal.subscribe(to: FluxSchnell.self, inputs: inputs, limit: 8) {
  ///   switch result {
  ///   case .success(let result): print(index, result.output.images[0].url)
  ///   case .failure(let error): print(index, error)
  ///   }
  /// }
  /// ```
  ///
  /// What fails does not stop the others. A request that fal refuses because of too many at a time, and one that certainly
  /// did not arrive, is repeated as ``RetryPolicy`` says; nothing else is sent twice. An input is sent when there is room
  /// for it, and a result takes its room until it is read: whoever stops reading has paid for `limit` results at most that
  /// nobody looks at. The requests that are under way then go on or are cancelled, as the options say.
  ///
  /// - Parameters:
  ///   - endpoint: The model.
  ///   - inputs: What it takes, one after the other; the next is only asked for when there is room for it.
  ///   - limit: How many requests are under way at the same time, results that are not read yet among them; at least 1.
  ///   - options: What else is asked for, of each.
  ///   - update: Is told what happens to the request of each position, first its handle, by which it can be found again when
  ///     nobody reads any longer.
  /// - Returns: The results, in the order in which they come, each with the position of its input.
  public func subscribe<Endpoint: FalEndpoint, Inputs: Sequence & Sendable>(
    to endpoint: Endpoint.Type,
    inputs: Inputs,
    limit: Int,
    options: SubscribeOptions = SubscribeOptions(),
    update: @escaping @Sendable (_ index: Int, _ update: QueueUpdate) async -> Void = { _, _ in }
  ) -> BatchResults<Endpoint.Output> where Inputs.Element == Endpoint.Input {
    batch(inputs, limit) { index, input in
      try await subscribe(to: endpoint, input: input, options: options) { await update(index, $0) }
    }
  }

  /// Runs a model on many inputs, some at a time, and gives each result as soon as there is one.
  ///
  /// - Returns: The results, in the order in which they come, each with the position of its input.
  public func subscribe<Inputs: Sequence & Sendable>(
    to endpoint: EndpointID,
    inputs: Inputs,
    limit: Int,
    options: SubscribeOptions = SubscribeOptions(),
    update: @escaping @Sendable (_ index: Int, _ update: QueueUpdate) async -> Void = { _, _ in }
  ) -> BatchResults<JSON> where Inputs.Element == InputValue {
    batch(inputs, limit) { index, input in
      try await subscribe(to: endpoint, input: input, options: options) { await update(index, $0) }
    }
  }

  private func batch<Inputs: Sequence & Sendable, Output: FalOutput>(
    _ inputs: Inputs,
    _ limit: Int,
    _ run: @escaping @Sendable (Int, Inputs.Element) async throws -> FalResult<Output>
  ) -> BatchResults<Output> where Inputs.Element: Sendable {
    let (room, more) = AsyncStream.makeStream(of: Void.self)
    return BatchResults(more) { report in
      await withTaskGroup(of: Void.self) { group in
        var rest = inputs.enumerated().makeIterator()
        var room = room.makeAsyncIterator()
        var free = max(limit, 1)
        while !Task.isCancelled, let (index, input) = rest.next() {
          group.addTask {
            do {
              report(index, .success(try await run(index, input)))
            } catch {
              report(index, .failure(error))
            }
          }
          free -= 1
          if free > 0 { continue }
          // A result has been read, so that one of the tasks has ended.
          guard await room.next() != nil else { break }
          await group.next()
          free += 1
        }
      }
    }
  }
}

/// The results of many inputs, in the order in which they come.
///
/// It can be read once.
public struct BatchResults<Output: FalOutput>: AsyncSequence, Sendable {
  /// The position of an input, and what became of it: the errors are those of `subscribe`.
  public typealias Element = (index: Int, result: Result<FalResult<Output>, any Error>)

  private let stream: AsyncStream<Element>
  /// Is told when a result has been read.
  private let more: AsyncStream<Void>.Continuation

  init(
    _ more: AsyncStream<Void>.Continuation,
    _ work: @escaping @Sendable (@escaping @Sendable (Int, Result<FalResult<Output>, any Error>) -> Void) async -> Void
  ) {
    self.more = more
    stream = AsyncStream { continuation in
      let task = Task {
        await work { continuation.yield(($0, $1)) }
        continuation.finish()
      }
      continuation.onTermination = { _ in task.cancel() }
    }
  }

  /// Starts reading.
  public func makeAsyncIterator() -> AsyncIterator { AsyncIterator(results: stream.makeAsyncIterator(), more: more) }

  /// Reads results one by one.
  public struct AsyncIterator: AsyncIteratorProtocol {
    fileprivate var results: AsyncStream<Element>.Iterator
    fileprivate let more: AsyncStream<Void>.Continuation

    /// The next result; `nil` when there are no more.
    public mutating func next() async -> Element? {
      let result = await results.next()
      if result != nil { more.yield() }
      return result
    }
  }
}

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
  /// did not arrive, is repeated as ``RetryPolicy`` says; nothing else is sent twice. When nobody reads any longer, or the
  /// task that reads is cancelled, no further input is sent, and what is under way is cancelled as the options say.
  ///
  /// - Parameters:
  ///   - endpoint: The model.
  ///   - inputs: What it takes, one after the other; the next is only asked for when there is room for it.
  ///   - limit: How many requests are under way at the same time, at least 1.
  ///   - options: What else is asked for, of each.
  /// - Returns: The results, in the order in which they come, each with the position of its input.
  public func subscribe<Endpoint: FalEndpoint, Inputs: Sequence & Sendable>(
    to endpoint: Endpoint.Type,
    inputs: Inputs,
    limit: Int,
    options: SubscribeOptions = SubscribeOptions()
  ) -> BatchResults<Endpoint.Output> where Inputs.Element == Endpoint.Input {
    BatchResults { report in
      await withTaskGroup(of: Void.self) { group in
        var rest = inputs.enumerated().makeIterator()
        func startNext() -> Bool {
          guard !Task.isCancelled, let (index, input) = rest.next() else { return false }
          group.addTask {
            do {
              report(index, .success(try await subscribe(to: endpoint, input: input, options: options)))
            } catch {
              report(index, .failure(error))
            }
          }
          return true
        }
        for _ in 0..<max(limit, 1) where !startNext() { break }
        while await group.next() != nil { _ = startNext() }
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

  init(
    _ work: @escaping @Sendable (@escaping @Sendable (Int, Result<FalResult<Output>, any Error>) -> Void) async -> Void
  ) {
    stream = AsyncStream { continuation in
      let task = Task {
        await work { continuation.yield(($0, $1)) }
        continuation.finish()
      }
      continuation.onTermination = { _ in task.cancel() }
    }
  }

  /// Starts reading.
  public func makeAsyncIterator() -> AsyncStream<Element>.Iterator { stream.makeAsyncIterator() }
}

/// What happens to a request, until it has ended.
///
/// Follows fal's status stream, and polls after the first failure of it or 10 seconds of silence, and always through a proxy.
///
/// ```swift
/// for try await update in fal.updates(of: handle) { print(update) }
/// let result = try await fal.result(of: handle)
/// ```
public struct QueueUpdates: AsyncSequence, Sendable {
  /// What is read.
  public typealias Element = QueueUpdate

  let client: FalClient
  let handle: RequestHandle<JSON>
  let options: FollowOptions

  /// Starts following.
  public func makeAsyncIterator() -> AsyncIterator {
    AsyncIterator(follower: QueueFollower(client: client, handle: handle, options: options))
  }

  /// Reads updates one by one.
  public struct AsyncIterator: AsyncIteratorProtocol {
    var follower: QueueFollower
    private var updates: ArraySlice<QueueUpdate> = []
    private var digest = QueueDigest()

    init(follower: QueueFollower) {
      self.follower = follower
    }

    /// The next update; `nil` after the last.
    ///
    /// - Throws: `FalError` when the status cannot be had, `CancellationError`.
    public mutating func next() async throws -> QueueUpdate? {
      while updates.isEmpty {
        guard let status = try await follower.next() else { return nil }
        updates = digest.updates(of: status, isWindow: follower.isPolling)[...]
      }
      return updates.popFirst()
    }
  }
}

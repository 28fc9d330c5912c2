import FalSystem

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// The sockets of all connections and their threads, so that both can be ended from outside.
final class OpenConnections: Sendable {
  private struct State {
    var descriptors: [Int: Int32] = [:]
    /// Those of whose clients something is waited for, and since when.
    var waiting: [Int: ContinuousClock.Instant] = [:]
    var acceptedCount = 0
    var isShutDown = false
  }

  private let state = Lock(State())
  private let limit: Int
  /// The threads that serve them.
  let threads = ThreadGroup()

  init(limit: Int = .max) { self.limit = limit }

  /// Takes over a socket and gives the connection its number, counted from 1; `nil` after the shutdown, and when there are
  /// too many connections that are all being answered.
  func add(_ descriptor: Int32) -> Int? {
    state.withLock { state in
      guard !state.isShutDown else { return nil }
      if state.descriptors.count >= limit {
        // Whoever connects and says nothing must not keep others out.
        guard let oldest = state.waiting.min(by: { $0.value < $1.value })?.key,
          let descriptor = state.descriptors[oldest]
        else { return nil }
        state.waiting[oldest] = nil
        shutdown(descriptor, Int32(SHUT_RDWR))
      }
      state.acceptedCount += 1
      state.descriptors[state.acceptedCount] = descriptor
      state.waiting[state.acceptedCount] = .now
      return state.acceptedCount
    }
  }

  /// Notes whether something is waited for of a client, so that its connection may be ended for the sake of others.
  func note(_ number: Int, isWaiting: Bool) {
    state.withLock { $0.waiting[number] = isWaiting ? .now : nil }
  }

  /// Closes the socket of a connection.
  ///
  /// Inside the lock, so that the shutdown never meets a descriptor that the system has given to somebody else.
  func close(_ number: Int) {
    state.withLock { state in
      state.waiting[number] = nil
      if let descriptor = state.descriptors.removeValue(forKey: number) { closeDescriptor(descriptor) }
    }
  }

  /// Wakes the threads of all connections; they find their sockets closed.
  func shutDown() {
    state.withLock { state in
      state.isShutDown = true
      for descriptor in state.descriptors.values { shutdown(descriptor, Int32(SHUT_RDWR)) }
    }
  }
}

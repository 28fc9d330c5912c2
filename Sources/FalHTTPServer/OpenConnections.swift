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
    var acceptedCount = 0
    var isShutDown = false
  }

  private let state = Lock(State())
  /// The threads that serve them.
  let threads = ThreadGroup()

  /// Takes over a socket and gives the connection its number, counted from 1; `nil` after the shutdown.
  func add(_ descriptor: Int32) -> Int? {
    state.withLock { state in
      guard !state.isShutDown else { return nil }
      state.acceptedCount += 1
      state.descriptors[state.acceptedCount] = descriptor
      return state.acceptedCount
    }
  }

  /// Closes the socket of a connection.
  ///
  /// Inside the lock, so that the shutdown never meets a descriptor that the system has given to somebody else.
  func close(_ number: Int) {
    state.withLock { state in
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

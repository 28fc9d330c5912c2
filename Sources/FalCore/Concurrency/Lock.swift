#if canImport(Darwin)
  import os
#else
  import Synchronization
#endif

/// A value that one thread at a time can reach.
///
/// `Synchronization.Mutex` needs macOS 15, so Apple platforms get an unfair lock.
package final class Lock<Value: Sendable>: Sendable {
  #if canImport(Darwin)
    private let storage: OSAllocatedUnfairLock<Value>
  #else
    private let storage: Mutex<Value>
  #endif

  package init(_ value: Value) {
    #if canImport(Darwin)
      storage = OSAllocatedUnfairLock(initialState: value)
    #else
      storage = Mutex(value)
    #endif
  }

  /// Reads or changes the value; nothing that waits may be done inside.
  package func withLock<Result: Sendable>(_ body: (inout Value) throws -> Result) rethrows -> Result {
    #if canImport(Darwin)
      try storage.withLockUnchecked(body)
    #else
      try storage.withLock { try body(&$0) }
    #endif
  }
}

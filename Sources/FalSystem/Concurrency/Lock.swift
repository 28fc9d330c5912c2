#if canImport(Darwin)
  import os
#elseif canImport(Glibc)
  import Glibc
#endif

/// A value that one thread at a time can reach.
///
/// `Synchronization.Mutex` would do, but it needs macOS 15, and on Linux the thread sanitizer does not know it and
/// reports a race for everything it protects.
package final class Lock<Value: Sendable>: Sendable {
  #if canImport(Darwin)
    private let storage: OSAllocatedUnfairLock<Value>
  #else
    // Only touched by the thread that holds the mutex.
    private nonisolated(unsafe) var value: Value
    private nonisolated(unsafe) let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  #endif

  package init(_ value: Value) {
    #if canImport(Darwin)
      storage = OSAllocatedUnfairLock(initialState: value)
    #else
      self.value = value
      mutex.initialize(to: pthread_mutex_t())
      pthread_mutex_init(mutex, nil)
    #endif
  }

  #if !canImport(Darwin)
    deinit {
      pthread_mutex_destroy(mutex)
      mutex.deallocate()
    }
  #endif

  /// Reads or changes the value; nothing that waits may be done inside.
  package func withLock<Result: Sendable>(_ body: (inout Value) throws -> Result) rethrows -> Result {
    #if canImport(Darwin)
      try storage.withLockUnchecked(body)
    #else
      pthread_mutex_lock(mutex)
      defer { pthread_mutex_unlock(mutex) }
      return try body(&value)
    #endif
  }
}

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// A value for whose changes threads can wait.
///
/// `Sendable` because the value is only reached with the mutex held, and the pointers never change.
package final class Monitor<Value: Sendable>: @unchecked Sendable {
  private let mutex: UnsafeMutablePointer<pthread_mutex_t>
  private let changed: UnsafeMutablePointer<pthread_cond_t>
  private var value: Value

  package init(_ value: Value) {
    self.value = value
    mutex = .allocate(capacity: 1)
    changed = .allocate(capacity: 1)
    pthread_mutex_init(mutex, nil)
    pthread_cond_init(changed, nil)
  }

  deinit {
    pthread_cond_destroy(changed)
    pthread_mutex_destroy(mutex)
    changed.deallocate()
    mutex.deallocate()
  }

  /// Reads or changes the value; all that wait look at it again.
  package func update<Result: Sendable>(_ body: (inout Value) throws -> Result) rethrows -> Result {
    pthread_mutex_lock(mutex)
    defer {
      pthread_cond_broadcast(changed)
      pthread_mutex_unlock(mutex)
    }
    return try body(&value)
  }

  /// Waits until a closure finds what it looks for, at most for so long; then gives `nil`.
  package func wait<Result: Sendable>(atMost time: Duration, for look: (inout Value) -> Result?) -> Result? {
    let end = ContinuousClock.now + time
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    while true {
      if let found = look(&value) { return found }
      let left = ContinuousClock.now.duration(to: end)
      if left <= .zero { return nil }
      var limit = Self.time(after: left)
      pthread_cond_timedwait(changed, mutex, &limit)
    }
  }

  /// Condition variables count by the clock on the wall.
  private static func time(after duration: Duration) -> timespec {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    let (seconds, attoseconds) = duration.components
    let nanoseconds = Int(time.tv_nsec) + Int(attoseconds / 1_000_000_000)
    time.tv_sec += Int(clamping: seconds) + nanoseconds / 1_000_000_000
    time.tv_nsec = nanoseconds % 1_000_000_000
    return time
  }
}

import Dispatch

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Threads of the operating system that can be waited for.
package final class ThreadGroup: Sendable {
  private let threads = DispatchGroup()

  package init() {}

  /// Runs a closure on a thread of the group; gives `false` when there can be no more threads.
  package func start(_ body: @escaping @Sendable () -> Void) -> Bool {
    threads.enter()
    let hasStarted = SystemThread.start { [threads] in
      body()
      threads.leave()
    }
    if !hasStarted { threads.leave() }
    return hasStarted
  }

  /// Waits until no thread of the group is left.
  package func wait() { threads.wait() }
}

/// A thread of the operating system.
package enum SystemThread {
  /// Enough for the deepest JSON, and small enough for thousands of connections.
  private static let stackSize = 512 * 1024

  private final class Body {
    let run: @Sendable () -> Void

    init(_ run: @escaping @Sendable () -> Void) {
      self.run = run
    }
  }

  /// Runs a closure on a new detached thread; gives `false`, with `errno` set, when there can be no more threads.
  package static func start(_ body: @escaping @Sendable () -> Void) -> Bool {
    var attributes = pthread_attr_t()
    pthread_attr_init(&attributes)
    defer { pthread_attr_destroy(&attributes) }
    pthread_attr_setstacksize(&attributes, stackSize)
    pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED))

    #if canImport(Darwin)
      var thread: pthread_t?
    #else
      var thread = pthread_t()
    #endif
    let context = Unmanaged.passRetained(Body(body))
    let code = pthread_create(
      &thread,
      &attributes,
      { context in
        // The parameter is optional on Linux only.
        let context: UnsafeMutableRawPointer? = context
        if let context { Unmanaged<Body>.fromOpaque(context).takeRetainedValue().run() }
        return nil
      },
      context.toOpaque()
    )
    guard code == 0 else {
      context.release()
      errno = code
      return false
    }
    return true
  }
}

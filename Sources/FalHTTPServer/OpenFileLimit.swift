import FalSystem

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// How many files, sockets among them, this process may have open.
package enum OpenFileLimit {
  /// The most that Darwin allows, and enough for thousands of connections with both ends in one process.
  private static let enough: rlim_t = 10_240

  /// Lifts the soft limit, once; does nothing where the hard limit forbids it.
  ///
  /// Systems start processes with 256 (macOS) or 1024 (Linux), for the sake of programs that use `select`. Tests that
  /// run side by side, each with a server and its clients, need more.
  static let lifted: Void = {
    #if canImport(Darwin)
      let resource = RLIMIT_NOFILE
    #else
      let resource = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
    #endif
    var limit = rlimit()
    guard getrlimit(resource, &limit) == 0, limit.rlim_cur < enough else { return }
    limit.rlim_cur = min(enough, limit.rlim_max)
    setrlimit(resource, &limit)
  }()
}

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// What the process was given by whoever started it.
package enum ProcessEnvironment {
  /// What a variable says, which may be nothing; `nil` when there is none.
  package static func value(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }
}

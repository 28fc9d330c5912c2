#if canImport(Darwin)
  import Darwin
#else
  @preconcurrency import Glibc
#endif

/// What the process was given by whoever started it.
package enum ProcessEnvironment {
  /// What stands for all of it in a task, so that a command runs inside of another process; `nil` mostly.
  @TaskLocal package static var replacement: [String: String]?

  /// What a variable says, which may be nothing; `nil` when there is none.
  package static func value(_ name: String) -> String? {
    if let replacement { return replacement[name] }
    return getenv(name).map { String(cString: $0) }
  }

  /// All variables.
  package static var all: [String: String] {
    if let replacement { return replacement }
    #if canImport(Darwin)
      let lines: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = _NSGetEnviron().pointee
    #else
      let lines: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = environ
    #endif
    var all: [String: String] = [:]
    var next = lines
    while let line = next?.pointee {
      let parts = String(cString: line).split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      // Of a name that is there twice the first one counts, as for getenv.
      if let name = parts.first, parts.count == 2, all[String(name)] == nil { all[String(name)] = String(parts[1]) }
      next = next?.advanced(by: 1)
    }
    return all
  }
}

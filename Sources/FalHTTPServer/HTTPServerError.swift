#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Why a server could not start.
package struct HTTPServerError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The system call that failed.
  package let call: String
  /// Its error number.
  package let code: Int32

  /// Takes the error number of the system call that has just failed.
  init(_ call: String) { self.init(call, code: errno) }

  init(_ call: String, code: Int32) {
    self.call = call
    self.code = code
  }

  /// The reason in words, as in `bind: Address already in use`.
  package var description: String { "\(call): \(String(cString: strerror(code)))" }
}

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Why the system did not do what it was asked for.
package struct SystemError: Error, Hashable, CustomStringConvertible {
  /// The number of the system (`errno`).
  let code: Int32

  /// The error of the call before.
  package init() { code = errno }

  /// An error by its number.
  init(code: Int32) { self.code = code }

  /// What the system says of it.
  package var description: String { String(cString: strerror(code)) }

  package static let noEntry = SystemError(code: ENOENT)
  package static let notFolder = SystemError(code: ENOTDIR)
  package static let exists = SystemError(code: EEXIST)
  package static let accessDenied = SystemError(code: EACCES)
  package static let notPermitted = SystemError(code: EPERM)
  package static let readOnly = SystemError(code: EROFS)
  package static let noSpace = SystemError(code: ENOSPC)
  package static let overQuota = SystemError(code: EDQUOT)
  package static let brokenPipe = SystemError(code: EPIPE)
  package static let invalid = SystemError(code: EINVAL)
  package static let noLocks = SystemError(code: ENOLCK)
  package static let notSupported = SystemError(code: ENOTSUP)
  package static let notImplemented = SystemError(code: ENOSYS)
}

/// Makes a system call again as long as a signal interrupts it.
///
/// - Returns: What it gives, at least 0.
package func repeatingWhileInterrupted<Result: SignedInteger>(_ call: () -> Result) throws(SystemError) -> Result {
  while true {
    let result = call()
    if result >= 0 { return result }
    let error = SystemError()
    if error.code != EINTR { throw error }
  }
}

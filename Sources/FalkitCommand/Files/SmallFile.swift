import FalRunner
import FalSystem

/// A file of settings or a key, read with care: one that never ends, or that somebody else waits behind, is none.
struct SmallFile {
  let bytes: [UInt8]
  /// Whether nobody but the user may read or change it.
  let isPrivate: Bool
  /// Whether it is the user's or the system's, and not everybody may change it.
  let isTrustworthy: Bool

  /// Reads a file; `nil` when there is none.
  ///
  /// - Parameters:
  ///   - path: Where it is.
  ///   - limit: How many bytes it may have.
  /// - Throws: `RunError` with exit code 78.
  init?(_ path: String, limit: Int = 64 << 10) throws(RunError) {
    let status: FileStatus
    do throws(SystemError) {
      let file = try OpenFile(path, for: .reading)
      status = try file.status()
      // One more than may be there, because it may grow while it is read.
      bytes = status.kind == .file ? try file.read(at: 0, count: limit + 1) : []
    } catch {
      if error == .noEntry || error == .notFolder { return nil }
      throw RunError(.config, "\(path) cannot be read: \(error)")
    }
    isPrivate = status.isPrivate
    isTrustworthy = status.isTrustworthy
    guard status.kind == .file else { throw RunError(.config, "\(path) is not a file") }
    guard bytes.count <= limit else { throw RunError(.config, "\(path) is longer than \(limit) bytes") }
  }
}

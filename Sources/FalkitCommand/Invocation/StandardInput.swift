import FalCore
import FalRunner
import FalSystem

/// Standard input, which can be read once, however many want it.
final class StandardInput: Sendable {
  private let user = Lock<String?>(nil)

  /// Reads all of it.
  ///
  /// - Parameters:
  ///   - what: What it is used for, for the error when somebody else has used it.
  ///   - most: After so many bytes and a few more it is not read on.
  /// - Returns: Its bytes.
  /// - Throws: `RunError` with exit code 64 when it was read before, 66 when it cannot be read.
  func read(for what: String, atMost most: Int = .max) throws(RunError) -> [UInt8] {
    let other = user.withLock { user in
      defer { user = user ?? what }
      return user
    }
    if let other {
      throw .usage("standard input is the \(other) already, and cannot be the \(what) as well")
    }
    return try Terminal.readInput(atMost: most)
  }
}

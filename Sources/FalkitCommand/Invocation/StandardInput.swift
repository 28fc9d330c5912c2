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
  ///   - most: How many bytes it may have.
  /// - Returns: Its bytes.
  /// - Throws: `RunError` with exit code 64 when it was read before, 65 when it is longer, 66 when it cannot be read.
  func read(for what: String, atMost most: Int = InputFile.mostBytes) throws(RunError) -> [UInt8] {
    let other = user.withLock { user in
      defer { user = user ?? what }
      return user
    }
    if let other {
      throw .usage("standard input is the \(other) already, and cannot be the \(what) as well")
    }
    let bytes = try Terminal.readInput(atMost: most)
    guard bytes.count <= most else { throw InputFile.tooLarge("standard input", most) }
    return bytes
  }
}

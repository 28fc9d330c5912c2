/// A registry that cannot be read or written, or a feed that cannot be imported.
public struct RegistryError: Error, Sendable, Hashable, CustomStringConvertible {
  package enum Reason: Sendable {
    /// A file is missing, or does not hold what it should.
    case content
    /// A file cannot be written or removed.
    case writing
    /// A feed is not what it is said to be.
    case feed
  }

  /// What is wrong.
  public let message: String
  /// The file it was found in, where there is one.
  public let file: String?
  package let reason: Reason

  package init(_ message: String, file: String? = nil, reason: Reason = .content) {
    self.message = message
    self.file = file
    self.reason = reason
  }

  /// The file and the message.
  public var description: String { file.map { "\($0): \(message)" } ?? message }
}

extension RegistryError {
  /// Reads from a file's content, and names the file in the error.
  package static func naming<Result>(_ file: String, _ read: () throws -> Result) throws(RegistryError) -> Result {
    do {
      return try read()
    } catch {
      throw RegistryError("\(error)", file: file)
    }
  }
}

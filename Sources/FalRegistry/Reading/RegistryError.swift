/// A registry that cannot be read or written.
public struct RegistryError: Error, Sendable, Hashable, CustomStringConvertible {
  /// What is wrong.
  public let message: String
  /// The file it was found in, where there is one.
  public let file: String?

  init(_ message: String, file: String? = nil) {
    self.message = message
    self.file = file
  }

  /// The file and the message.
  public var description: String { file.map { "\($0): \(message)" } ?? message }
}

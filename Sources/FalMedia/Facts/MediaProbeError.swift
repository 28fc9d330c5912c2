/// A file could not be looked at.
///
/// What is in a file is never an error.
public struct MediaProbeError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The path of the file.
  public let path: String
  /// What happened, in a sentence without its full stop, with what to do about it where that is not plain.
  public let message: String

  init(path: String, _ message: String) {
    self.path = path
    self.message = message
  }

  /// The path and what happened.
  public var description: String { "\(path) cannot be read: \(message)" }
}

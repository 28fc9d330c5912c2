/// An answer that is not what the model's schema promises.
public struct OutputError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The place of the value: `images[0].url`; empty for the whole answer.
  public internal(set) var path: String
  /// What was expected and what was found there.
  public let reason: String

  /// The place and what is wrong there.
  public var description: String {
    path.isEmpty ? "the output: \(reason)" : "\(path): \(reason)"
  }

  /// Puts a place in front: `images` before `[0].url`.
  func within(_ place: String) -> OutputError {
    var error = self
    error.path = path.isEmpty || path.hasPrefix("[") ? place + path : "\(place).\(path)"
    return error
  }
}

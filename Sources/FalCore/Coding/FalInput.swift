/// A value that can be sent to a model: its input, or a part of it.
///
/// Generated input types conform to it, and so do the usual types of the standard library.
public protocol FalInput: Sendable {
  /// Writes the value.
  func write(to writer: inout InputWriter)
}

extension FalInput {
  /// The value as JSON, as it is sent.
  public var json: JSON {
    var writer = InputWriter()
    write(to: &writer)
    return writer.json
  }
}

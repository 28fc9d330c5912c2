/// A value that a model returns: its output, or a part of it.
///
/// Generated output types conform to it, and so do the usual types of the standard library.
public protocol FalOutput: Sendable {
  /// Reads the value; what is wrong with it is remembered by the reader.
  init(from reader: inout OutputReader)
}

extension FalOutput {
  /// Reads the value from JSON, ignoring members it does not know.
  ///
  /// - Throws: `OutputError` naming the place when a required member is missing or a value is of another type.
  public init(json: JSON) throws(OutputError) {
    var reader = OutputReader(json)
    self.init(from: &reader)
    if let error = reader.error { throw error }
  }
}

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

extension FalOutput {
  /// An output for tests and previews: what is in the JSON, and nothing where the JSON says nothing.
  ///
  /// ```swift
  /// let output = FluxDev.Output.mock(["images": [["url": "https://example.com/cat.png"]], "seed": 7])
  /// ```
  ///
  /// Members that must be there and are not, or are of another type, are empty texts, zeros and empty lists; `init(json:)`
  /// says what is wrong.
  ///
  /// - Parameter json: The output as the model returns it, under the names that fal uses.
  /// - Returns: The output.
  public static func mock(_ json: JSON = [:]) -> Self {
    var reader = OutputReader(json)
    return Self(from: &reader)
  }
}

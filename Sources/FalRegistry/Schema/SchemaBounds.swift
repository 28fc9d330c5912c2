/// How much of a document is followed: far more than any real model needs, and little enough for hostile documents.
enum SchemaBounds {
  /// Values within values.
  static let depth = 100
  /// Values in an input or output.
  static let values = 20_000
}

/// How much of a document is followed: far more than any real model needs, and little enough for hostile documents.
package enum SchemaBounds {
  /// Values within values.
  package static let depth = 100
  /// Schemas within schemas; the deepest of the catalogue has 16, and a local fal reads them on threads with small stacks.
  static let schemaDepth = 40
  /// Kinds of value that unions have together when one value must fit several of them.
  static let branches = 64
  /// Values that are kept for each member behind one that has more than can be read.
  static let reserve = 100
  /// Values in an input or output.
  package static let values = 50_000
}

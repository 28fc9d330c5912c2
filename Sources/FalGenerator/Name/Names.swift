/// The public names of a set of endpoints.
package struct Names: Sendable, Hashable {
  /// The names of each endpoint, by id.
  package var endpoints: [String: NameRecord] = [:]
  /// The members of each type that several endpoints share, values of enums too, by the type's name.
  package var shared: [String: [NameRecord.Pair]] = [:]

  package init() {}

  /// The names of the endpoints' types, by id.
  package var typeNames: [String: String] { endpoints.mapValues(\.type) }
}

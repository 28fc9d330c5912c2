/// An endpoint with the names of its types: all that is needed to write it down in Swift.
struct EndpointModel: Sendable {
  let id: String
  /// The name shown to people.
  let title: String
  let category: String
  /// Whether the service still offers it.
  let isOffered: Bool
  /// Whether the service can stream its output.
  let isStreaming: Bool
  /// The name of the endpoint's type.
  let name: String
  /// Input and output; `own` types are given by name.
  let input: ValueType
  let output: ValueType
  /// The endpoint's own types, from the outside in.
  let types: [TypeModel]
  /// What shared types are called inside the endpoint.
  let aliases: [AliasModel]
}

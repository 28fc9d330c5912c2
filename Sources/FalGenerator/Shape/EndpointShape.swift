import FalSchema

/// An endpoint's types, before they have Swift names.
package struct EndpointShape: Sendable {
  let record: EndpointRecord
  /// Input and output.
  let input: ValueType
  let output: ValueType
  /// Its own types, from the outside in.
  let types: [TypeShape]
}

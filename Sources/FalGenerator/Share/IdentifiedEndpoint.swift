/// An endpoint with what makes its types the same as others.
struct IdentifiedEndpoint {
  let shape: EndpointShape
  let identities: [String: TypeIdentity]
  /// Its types, by path.
  let types: [String: TypeShape]
  /// What the types of its output have, by path.
  let abilities: [String: [AbilityShape]]

  init(_ shape: EndpointShape) {
    self.shape = shape
    identities = TypeIdentity.all(of: shape)
    types = Dictionary(shape.types.map { ($0.path, $0) }) { first, _ in first }
    abilities = AbilityFinder(shape.types).abilities
  }
}

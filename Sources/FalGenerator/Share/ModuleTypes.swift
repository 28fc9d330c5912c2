/// The types of a module: those of single endpoints, and those that several share.
struct ModuleTypes {
  /// A type that stands beside the endpoints.
  struct Shared {
    let name: String
    let type: TypeModel
    /// The endpoint whose names the type's members refer to.
    let endpoint: EndpointModel
  }

  /// The shared types, in the order of their fingerprints.
  private(set) var shared: [Shared] = []
  /// The names of shared types, by endpoint and name inside it.
  private var names: [String: [String: String]] = [:]

  /// A type of an endpoint, by positions.
  private struct Use {
    let endpoint: Int
    let type: Int
  }

  init(_ endpoints: [EndpointModel]) {
    var uses: [Fingerprint: [Use]] = [:]
    for (endpoint, model) in endpoints.enumerated() {
      let identity = TypeIdentity(model)
      for (position, type) in model.types.enumerated() {
        uses[identity.fingerprint(of: type), default: []].append(Use(endpoint: endpoint, type: position))
      }
    }
    var taken: Set<String> = []
    let sorted = uses.map { (hash: $0.key.text, uses: $0.value) }.sorted { $0.hash < $1.hash }
    for (hash, uses) in sorted {
      let first = endpoints[uses[0].endpoint]
      let type = first.types[uses[0].type]
      // Sets of values always stand beside the endpoints: inside one there is only another name for them.
      guard uses.contains(where: { $0.endpoint != uses[0].endpoint }) || type.isChoice else { continue }
      var name = "\(type.words)_\(hash.prefix(6))"
      if taken.contains(name) { name = "\(type.words)_\(hash)" }
      taken.insert(name)
      shared.append(Shared(name: name, type: type, endpoint: first))
      for use in uses {
        let endpoint = endpoints[use.endpoint]
        names[endpoint.name, default: [:]][endpoint.types[use.type].name] = name
      }
    }
  }

  /// The name under which the module has an endpoint's type; `nil` when it stands inside the endpoint.
  func sharedName(of type: String, in endpoint: EndpointModel) -> String? {
    names[endpoint.name]?[type]
  }
}

extension TypeModel {
  var isChoice: Bool {
    if case .choice = content { true } else { false }
  }

  /// Words that tell people what a shared type is about; its hash tells it from others.
  fileprivate var words: String {
    func joined(_ names: [String], _ separator: String = "") -> String {
      names.map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined(separator: separator)
    }
    return switch content {
    case .object(let members): joined(members.prefix(2).map(\.swiftName)) + (isInput ? "Input" : "Output")
    case .choice(let values): joined(values.prefix(2).map(\.swiftName)) + "Values"
    case .union(let branches): joined(branches.map(\.swiftName), "Or") + (isInput ? "Input" : "Output")
    }
  }
}

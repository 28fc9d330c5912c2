import FalRegistry

/// The types of a module: those of single endpoints, and those that several share.
struct ModuleTypes {
  /// A type that stands beside the endpoints.
  struct Shared {
    let name: String
    let type: TypeModel
    /// The endpoint whose names the type's members refer to.
    let endpoint: EndpointModel
  }

  /// The shared types, by what they are.
  private(set) var shared: [Shared] = []
  /// The names of shared types, by endpoint and name inside it.
  private var names: [String: [String: String]] = [:]

  init(_ endpoints: [EndpointModel]) {
    var users: [String: [(endpoint: EndpointModel, type: TypeModel)]] = [:]
    var order: [String] = []
    for endpoint in endpoints {
      let identity = TypeIdentity(endpoint)
      for type in endpoint.types {
        let key = identity.key(of: type)
        if users[key] == nil { order.append(key) }
        users[key, default: []].append((endpoint, type))
      }
    }
    var taken: Set<String> = []
    for key in order.sorted() {
      guard let uses = users[key], let first = uses.first else { continue }
      // Sets of values always stand beside the endpoints: inside one there is only another name for them.
      guard Set(uses.map(\.endpoint.name)).count > 1 || first.type.isChoice else { continue }
      let hash = StableHash.hex(key.utf8)
      var name = "\(first.type.words)_\(hash.prefix(6))"
      if taken.contains(name) { name = "\(first.type.words)_\(hash)" }
      taken.insert(name)
      shared.append(Shared(name: name, type: first.type, endpoint: first.endpoint))
      for use in uses { names[use.endpoint.name, default: [:]][use.type.name] = name }
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

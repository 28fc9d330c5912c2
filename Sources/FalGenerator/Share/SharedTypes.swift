import FalJSON
import FalSchema

/// Decides which types stand beside the endpoints, because several endpoints have them, and what they are called.
///
/// A type that is recorded as shared stays so, and one that is recorded inside its endpoint stays there. What is new is
/// shared when it is the same as a shared one, or when two endpoints bring the same.
struct SharedTypes {
  /// A type of an endpoint, by positions.
  struct Use: Hashable {
    let endpoint: Int
    let path: String
  }

  /// A type that several endpoints share.
  struct Shared {
    let name: String
    /// Who has it, in the order of the endpoints.
    var uses: [Use]
  }

  /// The shared types, by name.
  private(set) var byName: [String: Shared] = [:]
  /// The names of the shared types that each endpoint has, by path.
  private(set) var names: [[String: String]]
  private(set) var diagnostics: [GeneratorDiagnostic] = []

  private let endpoints: [IdentifiedEndpoint]
  private let records: [String: NameRecord]

  /// - Parameters:
  ///   - endpoints: The endpoints, sorted by id.
  ///   - recorded: The names that are recorded.
  ///   - taken: Names that others have, such as the endpoints' types.
  init(_ endpoints: [IdentifiedEndpoint], recorded: Names, taken: Set<String>) {
    self.endpoints = endpoints
    records = recorded.endpoints
    names = [[String: String]](repeating: [:], count: endpoints.count)
    keepRecorded(recorded.shared)
    addNew(taken: taken.union(recorded.shared.keys))
  }

  private func type(_ use: Use) -> TypeShape? { endpoints[use.endpoint].types[use.path] }

  private func identity(_ use: Use) -> TypeIdentity? { endpoints[use.endpoint].identities[use.path] }

  // MARK: - What is recorded

  private mutating func keepRecorded(_ members: [String: [NameRecord.Pair]]) {
    var uses: [String: [Use]] = [:]
    for (position, endpoint) in endpoints.enumerated() {
      guard let record = records[endpoint.shape.record.id] else { continue }
      for type in endpoint.shape.types {
        guard let name = record.types[type.path]?.shared else { continue }
        uses[name, default: []].append(Use(endpoint: position, path: type.path))
      }
    }
    for (name, uses) in uses.sorted(on: \.key) {
      let groups = Dictionary(grouping: uses) { identity($0)?.structure }
      // Where its endpoints no longer agree, most of them keep the name.
      let largest = groups.values.map(\.count).max()
      let kept = uses.compactMap { groups[identity($0)?.structure] }.first { $0.count == largest } ?? uses
      for use in kept { share(use, as: name) }
      for use in uses where groups.count > 1 && names[use.endpoint][use.path] == nil {
        let id = endpoints[use.endpoint].shape.record.id
        diagnostics.append(
          GeneratorDiagnostic(
            .note,
            .splitType,
            id,
            use.path,
            "it is no longer like the \(name) of \(endpoints[kept[0].endpoint].shape.record.id), so it is a type of its own"
          )
        )
      }
    }
  }

  private mutating func share(_ use: Use, as name: String) {
    names[use.endpoint][use.path] = name
    byName[name, default: Shared(name: name, uses: [])].uses.append(use)
  }

  // MARK: - What is new

  private mutating func addNew(taken: Set<String>) {
    var known: [TypeIdentity: String] = [:]
    // In order, so that of two names for one type always the same is taken.
    for (name, shared) in byName.sorted(on: \.key) {
      for use in shared.uses { if let key = identity(use), known[key] == nil { known[key] = name } }
    }
    var groups: [TypeIdentity: [Use]] = [:]
    for use in newUses() {
      guard let identity = identity(use) else { continue }
      if let name = known[identity], isVisible(name, in: use) {
        share(use, as: name)
      } else {
        groups[identity, default: []].append(use)
      }
    }
    // A shared type consists of shared types, so those inside come first.
    var chosen: Set<Use> = []
    var shared: [[Use]] = []
    let candidates = groups.values.filter { uses in uses.contains { $0.endpoint != uses[0].endpoint } }
    for uses in candidates.sorted(on: depthKey) {
      guard uses.allSatisfy({ consistsOfShared($0, chosen) }) else { continue }
      shared.append(uses)
      chosen.formUnion(uses)
    }
    var namer = SharedTypeNames(taken: taken)
    for uses in shared.sorted(on: popularityKey) {
      let types = uses.compactMap { type($0) }
      let users = Set(uses.map(\.endpoint)).sorted().map { endpoints[$0].shape.record.id }
      // Inside an endpoint, a name of its own would hide it.
      let hidden = Set(users.flatMap { records[$0]?.types.values.filter { $0.shared == nil }.map(\.name) ?? [] })
      let name = namer.name(for: types, of: users, except: hidden)
      for use in uses { share(use, as: name) }
    }
  }

  /// The types without a name that can be shared: all but inputs, which everybody looks for in their endpoint.
  private func newUses() -> [Use] {
    var uses: [Use] = []
    for (position, endpoint) in endpoints.enumerated() {
      let record = records[endpoint.shape.record.id]
      for type in endpoint.shape.types where type.path != "Input" && names[position][type.path] == nil {
        if let known = record?.types[type.path], known.shared == nil { continue }
        uses.append(Use(endpoint: position, path: type.path))
      }
    }
    return uses
  }

  /// Whether no type inside the endpoint hides a shared one.
  private func isVisible(_ name: String, in use: Use) -> Bool {
    !(records[endpoints[use.endpoint].shape.record.id]?.types.values.contains { $0.name == name && $0.shared == nil }
      ?? false)
  }

  private func consistsOfShared(_ use: Use, _ chosen: Set<Use>) -> Bool {
    guard let type = type(use) else { return false }
    return type.content.own.allSatisfy { path in
      path == use.path || chosen.contains(Use(endpoint: use.endpoint, path: path)) || names[use.endpoint][path] != nil
    }
  }

  /// Orders by depth, innermost first.
  private func depthKey(_ uses: [Use]) -> String {
    "\(Self.digits(9_999_999 - uses[0].path.utf8.count)) \(Self.digits(uses[0].endpoint)) \(uses[0].path)"
  }

  /// Orders by how many endpoints have a type, so that the plain names go to the most common ones.
  private func popularityKey(_ uses: [Use]) -> String {
    let count = Set(uses.map(\.endpoint)).count
    return "\(Self.digits(9_999_999 - count)) \(Self.digits(uses[0].endpoint)) \(uses[0].path)"
  }

  /// A number so that texts of numbers are in their order.
  private static func digits(_ number: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, 7 - digits.utf8.count)) + digits
  }
}

extension TypeShape.Content {
  /// The paths of the types that it directly consists of.
  fileprivate var own: [String] {
    switch self {
    case .object(let members): members.compactMap(\.type.own)
    case .enumeration: []
    case .union(let branches): branches.compactMap(\.type.own)
    }
  }
}

extension ShapeType {
  /// The path of the type of the endpoint's own that it is, or that its items are.
  var own: String? {
    switch self {
    case .own(let path): path.text
    case .list(let item), .map(let item), .optional(let item): item.own
    default: nil
    }
  }
}

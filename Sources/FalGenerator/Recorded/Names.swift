import FalJSON

/// The public names of a set of endpoints.
package struct Names: Sendable, Hashable {
  /// The names of each endpoint, by id.
  package var endpoints: [String: NameRecord] = [:]
  /// The members of each type that several endpoints share, values of enums too, by the type's name.
  package var shared: [String: [NameRecord.Pair]] = [:]

  package init() {}

  /// The names of the endpoints' types, by id.
  package var typeNames: [String: String] { endpoints.mapValues(\.type) }

  /// Everything that a module that has these names has at its top.
  package var ofTypes: Set<String> { Set(endpoints.values.map(\.type)).union(shared.keys) }

  mutating func add(_ other: Names) {
    endpoints.merge(other.endpoints) { own, _ in own }
    shared.merge(other.shared) { own, _ in own }
  }

  /// The names of an endpoint as they are without its sharing types with others: all of them stand inside it.
  package func unshared(_ id: String) -> NameRecord? {
    guard var record = endpoints[id] else { return nil }
    for (path, name) in record.types {
      guard let type = name.shared else { continue }
      record.types[path] = NameRecord.TypeName(name: name.name)
      record.members[name.name] = shared[type]
    }
    return record
  }

  /// The same names, with a number where others have them already, without regard to case.
  func avoiding(_ others: Set<String>) -> Names {
    let others = Set(others.map { $0.lowercased() })
    guard ofTypes.contains(where: { others.contains($0.lowercased()) }) else { return self }
    var taken = others.union(ofTypes.map { $0.lowercased() })
    func free(_ name: String) -> String {
      guard others.contains(name.lowercased()) else { return name }
      var (free, number) = (name, 2)
      while !taken.insert(free.lowercased()).inserted {
        free = name.last?.isNumber ?? false ? "\(name)_\(number)" : "\(name)\(number)"
        number += 1
      }
      return free
    }
    let sharedNames = Dictionary(uniqueKeysWithValues: shared.keys.sorted().map { ($0, free($0)) })
    var names = Names()
    for (name, members) in shared { names.shared[sharedNames[name] ?? name] = members }
    for (id, record) in endpoints.sorted(on: \.key) {
      var record = record
      record.type = free(record.type)
      record.types = record.types.mapValues { type in
        NameRecord.TypeName(name: type.name, shared: type.shared.map { sharedNames[$0] ?? $0 })
      }
      names.endpoints[id] = record
    }
    return names
  }
}

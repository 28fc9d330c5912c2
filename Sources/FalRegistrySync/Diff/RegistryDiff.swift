import FalCore
import FalGenerator
package import FalRegistry
import FalSchema

/// What is different between two registries, and what that means for programs.
package struct RegistryDiff: Sendable {
  /// How a model has changed.
  package enum Kind: String, Sendable, CaseIterable {
    case new
    case retired
    case returned
    case changed
    /// It is not in the registry any longer, which should not happen.
    case removed
  }

  /// A model that is not what it was.
  package struct Model: Sendable {
    package let id: String
    package let kind: Kind
    package let fields: [FieldChange]
    package let swift: [SwiftChange]
    /// What it means for programs in Swift, and for those who send and read JSON.
    package let swiftImpact: Impact
    package let jsonImpact: Impact
  }

  /// The models, sorted by id.
  package let models: [Model]
  /// Changes of types that several models share.
  package let shared: [SwiftChange]

  /// What all of it means for programs in Swift.
  package var swiftImpact: Impact { max(models.map(\.swiftImpact).max() ?? .none, shared.map(\.impact).max() ?? .none) }

  /// What all of it means for those who send and read JSON.
  package var jsonImpact: Impact { models.map(\.jsonImpact).max() ?? .none }

  /// The larger of both.
  package var impact: Impact { max(swiftImpact, jsonImpact) }

  /// Compares two registries.
  ///
  /// - Throws: `RegistryError` when a file is missing or broken.
  package init(from old: Registry, to new: Registry) throws(RegistryError) {
    let before = Dictionary(try old.models().map { ($0.id, $0) }) { first, _ in first }
    let after = Dictionary(try new.models().map { ($0.id, $0) }) { first, _ in first }
    let (earlier, later) = (try Self.interface(of: old), try Self.interface(of: new))
    let changes = earlier.changes(to: later)
    let names = earlier.endpoints.merging(later.endpoints) { $1 }
    var byModel: [String: [SwiftChange]] = [:]
    var shared: [SwiftChange] = []
    for change in changes {
      let root = change.type.split(separator: ".").first.map(String.init) ?? change.type
      if let id = names[root] { byModel[id, default: []].append(change) } else { shared.append(change) }
    }
    self.shared = shared

    var models: [Model] = []
    for id in Set(before.keys).union(after.keys).sorted() {
      let swift = byModel[id] ?? []
      let kind: Kind
      var fields: [FieldChange] = []
      switch (before[id], after[id]) {
      case (nil, _): kind = .new
      case (_, nil): kind = .removed
      case (let old?, let new?) where old.status != .retired && new.status == .retired: kind = .retired
      case (let old?, let new?) where old.status == .retired && new.status != .retired: kind = .returned
      default: kind = .changed
      }
      if let earlier = before[id], let later = after[id], earlier.snapshot?.digest != later.snapshot?.digest {
        fields = FieldComparison.changes(from: try old.model(of: earlier).schema, to: try new.model(of: later).schema)
      }
      let isMoved = before[id].map { earlier in after[id].map { $0.module != earlier.module } ?? false } ?? false
      if kind == .changed, fields.isEmpty, swift.isEmpty, !isMoved { continue }
      let change: Impact =
        switch kind {
        case .retired, .removed: .major
        case .new, .returned: .minor
        case .changed: .patch
        }
      models.append(
        Model(
          id: id,
          kind: kind,
          fields: fields,
          swift: swift,
          swiftImpact: isMoved ? .major : max(kind == .new ? .minor : .patch, swift.map(\.impact).max() ?? .none),
          jsonImpact: max(change, fields.map(\.impact).max() ?? .none)
        )
      )
    }
    self.models = models
  }

  /// What programs see of a registry's types.
  private static func interface(of registry: Registry) throws(RegistryError) -> SwiftInterface {
    let document = NamesDocument(json: try registry.recordedNames())
    let records = try registry.models().filter(\.hasSchema)
    let typeNames = TypeNames.assigned(to: try registry.models().map(\.id), recorded: document.names.typeNames)
    var generator = ModelGenerator(names: document.names(of: records.map(\.id)), typeNames: typeNames)
    for record in records {
      let model = try registry.model(of: record)
      generator.add(EndpointSource(record: record, schema: model.schema, glossary: model.glossary))
    }
    return SwiftInterface(source: generator.result().source(EmitOptions(access: .public)))
  }
}

import FalCore
import FalRegistry
import FalSystem

/// The models of a registry; the index and each schema are read when they are first needed, and kept.
final class ModelCatalog: Sendable {
  struct Model: Sendable {
    let schema: ModelSchema
    /// The output's schema, also where the document does not describe it.
    let output: SchemaNode
  }

  private struct Index: Sendable {
    let records: [String: EndpointRecord]
    /// The ids without their paths: what fal calls applications.
    let bases: Set<String>
    let overrides: Overrides
  }

  private let registry: Registry
  private let index = Lock<Index?>(nil)
  private let models = Lock<[String: Model]>([:])

  init(_ registry: Registry) {
    self.registry = registry
  }

  /// The record of an endpoint.
  ///
  /// - Throws: What fal answers when there is no such endpoint.
  func record(of endpoint: EndpointID) throws(ModelFailure) -> EndpointRecord {
    let index = try readIndex()
    if let record = index.records[endpoint.description] { return record }
    guard let path = endpoint.path, index.bases.contains(endpoint.base) else {
      throw ModelFailure(status: 404, body: ["detail": "Application '\(endpoint.alias)' not found"])
    }
    throw ModelFailure(status: 404, body: ["detail": "Path /\(path) not found"])
  }

  /// What an endpoint takes and returns.
  ///
  /// - Throws: What fal answers when there is no such endpoint.
  func model(of endpoint: EndpointID) throws(ModelFailure) -> Model {
    let record = try record(of: endpoint)
    if let model = models.withLock({ $0[record.id] }) { return model }
    let model = try read(record, try readIndex().overrides)
    models.withLock { $0[record.id] = model }
    return model
  }

  private func readIndex() throws(ModelFailure) -> Index {
    if let index = index.withLock({ $0 }) { return index }
    do throws(RegistryError) {
      let records = try registry.records()
      let new = Index(
        records: Dictionary(records.map { ($0.id, $0) }) { first, _ in first },
        bases: Set(records.compactMap { try? EndpointID($0.id).base }),
        overrides: try registry.overrides()
      )
      index.withLock { $0 = new }
      return new
    } catch {
      throw .brokenRegistry(error)
    }
  }

  private func read(_ record: EndpointRecord, _ overrides: Overrides) throws(ModelFailure) -> Model {
    do throws(RegistryError) {
      let schema = try RegisteredModel(record, document: registry.snapshot(of: record), overrides: overrides).schema
      let output = schema.describesOutput ? schema.output : UndescribedOutput.schema(of: record)
      return Model(schema: schema, output: output)
    } catch {
      throw .brokenRegistry(error)
    }
  }
}

extension ModelFailure {
  fileprivate static func brokenRegistry(_ error: RegistryError) -> ModelFailure {
    ModelFailure(status: 500, body: ["detail": .string("the registry cannot be read: \(error)")])
  }
}

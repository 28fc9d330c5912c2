import FalCore
import FalRegistry
import FalSystem

/// A registry as the Platform API shows it; its index is read when it is first needed, and kept.
final class PlatformCatalog: Sendable {
  private let registry: Registry
  private let address: Lock<String>
  private let known = Lock<[EndpointRecord]?>(nil)

  init(_ registry: Registry, address: Lock<String>) {
    self.registry = registry
    self.address = address
  }

  /// The record of a model; `nil` when there is none.
  func record(of id: String) throws(PlatformFailure) -> EndpointRecord? {
    try records().first { $0.id == id && $0.status != .retired }
  }

  /// A page of the models that are asked for.
  func page(_ request: CatalogRequest) throws(PlatformFailure) -> JSON {
    var records = try records()
    if let text = request.text { records = try reading { () throws(RegistryError) in try search(text, in: records) } }
    let wanted = request.endpoints.map(Set.init)
    records.removeAll { record in
      record.status == .retired || request.category.map { $0 != record.category } ?? false
        || request.status.map { $0 != record.status.rawValue } ?? false
        || wanted.map { !$0.contains(record.id) } ?? false
    }
    if wanted != nil, records.isEmpty { throw PlatformFailure(404, "No model has one of these ids") }
    let start = (request.page - 1).multipliedReportingOverflow(by: request.limit)
    let rest = start.overflow ? [] : records.dropFirst(start.partialValue)
    var models: [JSON] = []
    for record in rest.prefix(request.limit) { models.append(try entry(of: record, request.expansions)) }
    let hasMore = rest.count > request.limit
    return [
      "models": .array(models), "has_more": .bool(hasMore),
      "next_cursor": hasMore ? .string(PageCursor.text(request.page + 1)) : .null,
    ]
  }

  /// The OpenAPI document of a model.
  func document(of id: String) throws(PlatformFailure) -> JSON {
    guard let record = try record(of: id) else { throw PlatformFailure(404, "No model has this id") }
    let document = try reading { () throws(RegistryError) in try registry.snapshot(of: record) }
    guard let document else { throw PlatformFailure(404, "There is no document for this model") }
    return document
  }

  private func search(_ text: String, in records: [EndpointRecord]) throws(RegistryError) -> [EndpointRecord] {
    try registry.search(text, in: records).map(\.record)
  }

  private func entry(of record: EndpointRecord, _ expansions: Set<String>) throws(PlatformFailure) -> JSON {
    var entry = try reading { () throws(RegistryError) in
      try registry.feedEntry(of: record, withDocument: expansions.contains("openapi-3.0"))
    }
    let defaults: [(String, JSON)] = [
      ("description", ""), ("tags", []), ("is_favorited", .null), ("thumbnail_url", ""),
      ("model_url", .string(address.withLock { $0 } + "/run/\(record.id)")), ("highlighted", false), ("pinned", false),
    ]
    for (name, value) in defaults where entry["metadata"][name].isNull { entry["metadata"][name] = value }
    if entry["openapi"]["error"].object != nil {
      entry["openapi"]["error"]["message"] = "There is no document for this model"
    }
    if expansions.contains("enterprise_status") {
      entry["enterprise_status"] = record.license == "commercial" ? "ready" : "pending"
    }
    return entry
  }

  private func records() throws(PlatformFailure) -> [EndpointRecord] {
    if let records = known.withLock({ $0 }) { return records }
    let records = try reading { () throws(RegistryError) in try registry.feedRecords() }
    known.withLock { $0 = records }
    return records
  }

  private func reading<Value>(_ read: () throws(RegistryError) -> Value) throws(PlatformFailure) -> Value {
    do throws(RegistryError) {
      return try read()
    } catch {
      throw PlatformFailure(500, "the registry cannot be read: \(error)")
    }
  }
}

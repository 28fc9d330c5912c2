import FalJSON
import FalSchema

/// The names that `names.json` records, each read when it is asked for: a target needs few of the many.
struct RecordedNames {
  private let path: String
  private var endpoints: [String: JSONText] = [:]
  private var shared: JSONText?

  /// Looks up whose names a registry records; none when it has no such file.
  init(folder: RegistryFolder) throws(RegistryError) {
    path = folder.absolute(NamesDocument.path)
    guard let bytes = try folder.bytes(of: NamesDocument.path) else { return }
    try RegistryError.naming(path) {
      let document = JSONText(Array(bytes))
      for endpoint in try document.member("endpoints")?.members() ?? [] { endpoints[endpoint.name] = endpoint.value }
      shared = try document.member("shared")
    }
  }

  /// The ids of all endpoints that ever had names.
  var ids: Set<String> { Set(endpoints.keys) }

  /// The module that an endpoint is in; `nil` when it never had names.
  func module(of id: String) throws(RegistryError) -> String? {
    guard let text = endpoints[id] else { return nil }
    return try RegistryError.naming(path) { try text.member("module")?.value().string }
  }

  /// The names of an endpoint; `null` when it never had any.
  func json(of id: String) throws(RegistryError) -> JSON {
    guard let text = endpoints[id] else { return .null }
    return try RegistryError.naming(path) { try text.value() }
  }

  /// The names of some endpoints, with those of the types that they share.
  func names(of ids: [String]) throws(RegistryError) -> Names {
    var names = Names()
    for id in ids {
      let json = try json(of: id)
      if !json.isNull { names.endpoints[id] = NameRecord(json: json) }
    }
    let members = try RegistryError.naming(path) { try shared?.value().object } ?? [:]
    for (name, text) in members { names.shared[name] = NameRecord.Pair.list(text.string ?? "") }
    return names
  }

  /// All that is recorded of shared types, to notice changes.
  func sharedText() throws(RegistryError) -> String {
    try RegistryError.naming(path) { try shared?.value().text() } ?? ""
  }
}

import FalJSON
import FalSchema

/// The names that `names.json` records, each read when it is asked for: a target needs few of the many.
struct RecordedNames {
  private let path: String
  private var texts: [String: JSONText] = [:]

  /// Looks up whose names a registry records; none when it has no such file.
  init(folder: RegistryFolder) throws(RegistryError) {
    path = folder.absolute(NamesDocument.path)
    guard let bytes = try folder.bytes(of: NamesDocument.path) else { return }
    try RegistryError.naming(path) {
      for endpoint in try JSONText(Array(bytes)).member("endpoints")?.members() ?? [] {
        texts[endpoint.name] = endpoint.value
      }
    }
  }

  /// The module that an endpoint is in; `nil` when it never had names.
  func module(of id: String) throws(RegistryError) -> String? {
    guard let text = texts[id] else { return nil }
    return try RegistryError.naming(path) { try text.member("module")?.value().string }
  }

  /// The names of an endpoint; `null` when it never had any.
  func json(of id: String) throws(RegistryError) -> JSON {
    guard let text = texts[id] else { return .null }
    return try RegistryError.naming(path) { try text.value() }
  }
}

package import FalJSON
package import FalSchema

/// `names.json`: every public name that was ever generated.
///
/// Names are only added. A digest over all of them shows when somebody changed one by hand. Everything is found by a key,
/// an endpoint's id or a shared type's name, so that one such file can be laid over another.
package struct NamesDocument {
  package static let path = RegistryFolder.namesPath

  private var endpoints: JSONObject
  private var types: JSONObject
  private let recordedDigest: String?

  /// Reads the names of a registry; none when it has no such file.
  package init(folder: RegistryFolder) throws(RegistryError) {
    self.init(json: try folder.json(of: Self.path) ?? [:])
  }

  /// Reads the content of such a file.
  package init(json: JSON) {
    endpoints = json["endpoints"].object ?? [:]
    types = json["shared"].object ?? [:]
    recordedDigest = json["digest"].string
  }

  /// The ids of all endpoints that ever had names.
  package var ids: [String] { endpoints.names }

  /// The names of some endpoints, and of all types that endpoints share.
  package func names(of ids: some Collection<String>) -> Names {
    var names = Names()
    for id in ids { names.endpoints[id] = endpoints[id].map { NameRecord(json: $0) } }
    for (name, members) in types { names.shared[name] = NameRecord.Pair.list(members.string ?? "") }
    return names
  }

  /// What the endpoints' types are called, by id.
  package var typeNames: [(id: String, name: String)] {
    endpoints.compactMap { id, record in record["type"].string.map { (id, $0) } }
  }

  /// All names.
  package var names: Names {
    get {
      var names = Names()
      for (id, record) in endpoints { names.endpoints[id] = NameRecord(json: record) }
      for (name, members) in types { names.shared[name] = NameRecord.Pair.list(members.string ?? "") }
      return names
    }
    set {
      endpoints = JSONObject(newValue.endpoints.sorted(on: \.key).map { ($0.key, $0.value.json) })
      types = JSONObject(
        newValue.shared.sorted(on: \.key).map { ($0.key, .string(NameRecord.Pair.text($0.value))) }
      )
    }
  }

  /// Whether the file is as falkit wrote it.
  package var isUntouched: Bool {
    endpoints.isEmpty || recordedDigest == digest
  }

  private var digest: String {
    StableHash.hex(JSON.array([.object(endpoints), .object(types)]).utf8(.normalized))
  }

  /// The content of the file.
  package var bytes: [UInt8] {
    let json: JSON = ["digest": .string(digest), "endpoints": .object(endpoints), "shared": .object(types)]
    return json.utf8(.normalized) + [UInt8(ascii: "\n")]
  }
}

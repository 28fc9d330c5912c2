import FalJSON
package import FalSchema

/// `names.json`: every public name that was ever generated.
///
/// Names are only added. A digest over all of them shows when somebody changed one by hand.
package struct NamesDocument {
  package static let path = "names.json"

  private var endpoints: JSONObject
  private let recordedDigest: String?

  /// Reads the names of a registry; none when it has no such file.
  package init(folder: RegistryFolder) throws(RegistryError) {
    let json = try folder.json(of: Self.path) ?? [:]
    endpoints = json["endpoints"].object ?? [:]
    recordedDigest = json["digest"].string
  }

  /// The ids of all endpoints that ever had names.
  package var ids: [String] { endpoints.names }

  /// The names of an endpoint; `nil` when it never had any.
  package func record(of id: String) -> NameRecord? {
    endpoints[id].map(NameRecord.init(json:))
  }

  /// The names of the endpoints' types, by id.
  package var typeNames: [String: String] {
    var names: [String: String] = [:]
    for (id, record) in endpoints { names[id] = record["type"].string }
    return names
  }

  /// Takes over an endpoint's names, the recorded ones and new ones.
  package mutating func set(_ record: NameRecord, of id: String) {
    endpoints[id] = record.json
  }

  /// Whether the file is as falkit wrote it.
  package var isUntouched: Bool {
    endpoints.isEmpty || recordedDigest == digest
  }

  private var digest: String {
    StableHash.hex(JSON.object(endpoints).utf8(.normalized))
  }

  /// The content of the file.
  package var bytes: [UInt8] {
    let json: JSON = ["digest": .string(digest), "endpoints": .object(endpoints)]
    return json.utf8(.normalized) + [UInt8(ascii: "\n")]
  }
}

import FalCore
package import FalRegistry

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

  /// The module that an endpoint is in; `nil` when it never had names.
  func module(of id: String) -> String? {
    endpoints[id]?["module"].string
  }

  /// Calls a function with every text that is recorded for an endpoint, in a fixed order.
  func forEachText(of id: String, _ body: (String) -> Void) {
    func visit(_ json: JSON) {
      if let text = json.string { body(text) }
      for (name, value) in json.object ?? [:] {
        body(name)
        visit(value)
      }
    }
    visit(endpoints[id] ?? [:])
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

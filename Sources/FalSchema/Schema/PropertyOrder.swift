package import FalJSON

/// In which order a schema's publisher wants its properties shown.
///
/// The list may name properties that do not exist, forget some that do, and name some twice.
package enum PropertyOrder {
  package static let keyword = "x-fal-order-properties"

  /// The names as they are listed.
  package static func listed(in schema: JSONObject) -> [String] { schema[keyword]?.array?.compactMap(\.string) ?? [] }

  /// The names of all properties, each once: first those that are listed, then the others as they are written.
  package static func names(of properties: JSONObject, in schema: JSONObject) -> [String] {
    var seen: Set<String> = []
    return (listed(in: schema).filter { properties[$0] != nil } + properties.names).filter { seen.insert($0).inserted }
  }
}

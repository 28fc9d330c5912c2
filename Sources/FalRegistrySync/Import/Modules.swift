import FalCore
import FalRegistry

/// Which module holds an endpoint's types, from `modules.json`.
struct Modules {
  /// The module of categories that are not listed.
  let fallback: String
  private let categories: JSONObject
  private let endpoints: JSONObject

  init(json: JSON) {
    fallback = json["default"].string ?? "FalText"
    categories = json["categories"].object ?? [:]
    endpoints = json["endpoints"].object ?? [:]
  }

  /// The module of an endpoint; the second value tells whether somebody decided it.
  func module(of id: String, category: String) -> (name: String, isKnown: Bool) {
    if let name = endpoints[id]?.string ?? categories[category]?.string { return (name, true) }
    return (fallback, false)
  }

  /// All modules that are named.
  var names: Set<String> {
    Set((categories.values + endpoints.values).compactMap(\.string) + [fallback])
  }

  /// The endpoints that have a module of their own choice.
  var exceptions: [String] { endpoints.names }
}

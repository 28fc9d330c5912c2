package import FalJSON

/// An endpoint's OpenAPI document: where its input and output are, and what its references mean.
package struct OpenAPIDocument {
  /// Stands in snapshots where a default was left out because it is a text that somebody wrote.
  package static let unrecordedDefault = "x-falkit-has-default"

  private static let schemasPath = "#/components/schemas/"

  package let json: JSON
  private let schemas: JSONObject

  package init(json: JSON) {
    self.json = json
    schemas = json["components"]["schemas"].object ?? [:]
  }

  /// The category under which the service files the endpoint, whatever the overrides say.
  package var category: String? { json["info"]["x-fal-metadata"]["category"].string }

  /// The input's schema: the body of the POST on the endpoint's own path.
  package var inputSchema: JSON? {
    operation("post") { $0["requestBody"]["content"] }
  }

  /// The output's schema: the answer of the GET that fetches a result.
  package var outputSchema: JSON? {
    operation("get") { $0["responses"]["200"]["content"] }
  }

  private func operation(_ method: String, content: (JSON) -> JSON) -> JSON? {
    for (path, item) in json["paths"].object ?? [:] where !Self.isAboutRequest(path) {
      let types = content(item[method])
      guard let (_, body) = types.object?.first(where: { $0.name.hasPrefix("application/json") }) ?? types.object?.first
      else { continue }
      if let schema = body.object?["schema"] { return schema }
    }
    return nil
  }

  /// Whether a path is one of those that are the same for every endpoint: status and cancellation.
  package static func isAboutRequest(_ path: String) -> Bool {
    path.hasSuffix("/requests/{request_id}/status") || path.hasSuffix("/requests/{request_id}/cancel")
  }

  /// The value a reference points to within the document; `nil` when there is nothing.
  package func resolve(_ reference: String) -> JSON? {
    guard reference.hasPrefix("#/") else { return nil }
    // Nearly all references are to components, and nearly all names of components are plain.
    if reference.hasPrefix(Self.schemasPath) {
      let name = reference.utf8.dropFirst(Self.schemasPath.utf8.count)
      if !name.contains(where: { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "~") }) {
        return schemas[String(Substring(name))]
      }
    }
    var value = json
    for step in reference.dropFirst(2).split(separator: "/", omittingEmptySubsequences: false) {
      // JSON pointers write a slash as ~1 and a tilde as ~0.
      guard let next = value.object?[Self.unescape(step)] else { return nil }
      value = next
    }
    return value
  }

  /// The name at the end of a reference.
  package static func lastStep(of reference: String) -> String {
    reference.utf8.split(separator: UInt8(ascii: "/")).last.map { String(Substring($0)) } ?? ""
  }

  private static func unescape(_ step: Substring) -> String {
    guard step.contains("~") else { return String(step) }
    var result = ""
    var rest = step[...]
    while let character = rest.popFirst() {
      guard character == "~", let code = rest.first, code == "0" || code == "1" else {
        result.append(character)
        continue
      }
      result.append(code == "0" ? "~" : "/")
      rest.removeFirst()
    }
    return result
  }

  /// Every reference in a part of the document.
  package static func references(in json: JSON) -> Set<String> {
    var found: Set<String> = []
    func collect(_ json: JSON) {
      switch json {
      case .array(let items): items.forEach(collect)
      case .object(let object):
        for (name, value) in object {
          if name == "$ref", let reference = value.string { found.insert(reference) } else { collect(value) }
        }
      default: break
      }
    }
    collect(json)
    return found
  }

  /// The references that point to nothing, sorted.
  package var danglingReferences: [String] {
    Self.references(in: json).filter { resolve($0) == nil }.sorted()
  }
}

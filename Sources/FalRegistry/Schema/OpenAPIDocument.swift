import FalCore

/// An endpoint's OpenAPI document: where its input and output are, and what its references mean.
struct OpenAPIDocument {
  let json: JSON

  /// The input's schema: the body of the POST on the endpoint's own path.
  var inputSchema: JSON? {
    operation("post") { $0["requestBody"]["content"] }
  }

  /// The output's schema: the answer of the GET that fetches a result.
  var outputSchema: JSON? {
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
  static func isAboutRequest(_ path: String) -> Bool {
    path.hasSuffix("/requests/{request_id}/status") || path.hasSuffix("/requests/{request_id}/cancel")
  }

  /// The value a reference points to within the document; `nil` when there is nothing.
  func resolve(_ reference: String) -> JSON? {
    guard reference.hasPrefix("#/") else { return nil }
    var value = json
    for step in reference.dropFirst(2).split(separator: "/", omittingEmptySubsequences: false) {
      // JSON pointers write a slash as ~1 and a tilde as ~0.
      guard let next = value.object?[Self.unescape(step)] else { return nil }
      value = next
    }
    return value
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
  static func references(in json: JSON) -> Set<String> {
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
  var danglingReferences: [String] {
    Self.references(in: json).filter { resolve($0) == nil }.sorted()
  }
}

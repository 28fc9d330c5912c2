package import FalJSON
import FalSystem

/// An endpoint's OpenAPI document: where its input and output are, and what its references mean.
package struct OpenAPIDocument {
  /// Stands in snapshots where a default was left out because it is a text that somebody wrote.
  package static let unrecordedDefault = "x-falkit-has-default"

  private static let schemasPath = "#/components/schemas/"

  package let json: JSON
  private let schemas: JSONObject
  /// What schemas define for themselves, under names of their own.
  private var definitions: JSONObject

  package init(json: JSON) {
    self.json = json
    schemas = json["components"]["schemas"].object ?? [:]
    definitions = [:]
    for schema in [inputSchema, outputSchema].compactMap(\.self) + schemas.values {
      for (name, schema) in schema["$defs"].object ?? schema["definitions"].object ?? [:] { definitions[name] = schema }
    }
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
      if !name.contains(where: { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "~") || $0 == UInt8(ascii: "%") }) {
        return schemas[String(Substring(name))]
      }
    }
    var value = json
    for step in Self.steps(of: reference) {
      guard let next = value.object?[step] else { return definition(reference) }
      value = next
    }
    return value
  }

  /// What `#/$defs/A` means in a schema that was made apart from the document and put into it as it was.
  private func definition(_ reference: String) -> JSON? {
    let steps = Self.steps(of: reference)
    guard steps.count == 2, steps[0] == "$defs" || steps[0] == "definitions" else { return nil }
    return definitions[steps[1]]
  }

  /// The name of the component that a reference points to, whether or not it exists; `nil` for other references.
  package static func component(of reference: String) -> String? {
    let steps = steps(of: reference)
    return steps.count == 3 && steps[0] == "components" && steps[1] == "schemas" ? steps[2] : nil
  }

  /// The name at the end of a reference.
  package static func lastStep(of reference: String) -> String {
    guard let last = reference.utf8.split(separator: UInt8(ascii: "/")).last else { return "" }
    return unescape(Substring(last))
  }

  /// The reference in one form, whichever of its characters are written as percent signs and digits.
  package static func canonical(_ reference: String) -> String {
    reference.utf8.contains(UInt8(ascii: "%")) ? decodePercents(in: reference[...]) : reference
  }

  /// A name as a step of a reference.
  package static func escape(_ name: String) -> String {
    let step = name.flatMap { $0 == "~" ? "~0" : $0 == "/" ? "~1" : String($0) }
    return PercentCoding.encode(String(step)) { byte in
      byte <= 0x20 || byte >= 0x7F || #"%#"<>[]\^`{|}"#.utf8.contains(byte)
    }
  }

  private static func steps(of reference: String) -> [String] {
    guard reference.hasPrefix("#/") else { return [] }
    return reference.dropFirst(2).split(separator: "/", omittingEmptySubsequences: false).map(unescape)
  }

  /// References are parts of addresses, where percent signs stand for characters, and JSON pointers, in which a slash is
  /// written as ~1 and a tilde as ~0.
  private static func unescape(_ step: Substring) -> String {
    let step = step.utf8.contains(UInt8(ascii: "%")) ? decodePercents(in: step)[...] : step
    guard step.contains("~") else { return String(step) }
    var result = ""
    var rest = step
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

  private static func decodePercents(in text: Substring) -> String {
    String(decoding: PercentCoding.decode(text.utf8), as: UTF8.self)
  }

  /// The values of a discriminator's property that stand for a branch, which is a reference: those that its mapping
  /// gives, else the name of the component.
  package static func values(of discriminator: JSON, for reference: String) -> [JSON] {
    let (target, name) = (canonical(reference), lastStep(of: reference))
    let mapped: [JSON] = (discriminator["mapping"].object ?? [:]).compactMap { value, branch in
      guard let branch = branch.string else { return nil }
      // A mapping may name components without the way to them.
      return canonical(branch) == target || branch == name ? .string(value) : nil
    }
    return mapped.isEmpty ? [.string(name)] : mapped
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

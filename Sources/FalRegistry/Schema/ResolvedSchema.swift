package import FalCore

/// A JSON Schema with its references replaced by what they stand for.
///
/// Components that contain themselves stay references, into `$defs`. Members are in the publisher's order, and the
/// outermost ones carry the glossary's explanation as their description.
package struct ResolvedSchema {
  private let document: OpenAPIDocument
  private var open: [String] = []
  private var recursive: [String] = []
  private var remaining = SchemaBounds.values
  private var depth = 0

  package init(snapshot: JSON) {
    document = OpenAPIDocument(json: snapshot)
  }

  /// The input's schema; one that accepts anything when the document does not describe it.
  package mutating func input(_ glossary: EndpointGlossary) -> JSON {
    complete(document.inputSchema, glossary, .input)
  }

  /// The output's schema; one that accepts anything when the document does not describe it.
  package mutating func output(_ glossary: EndpointGlossary) -> JSON {
    complete(document.outputSchema, glossary, .output)
  }

  private mutating func complete(_ schema: JSON?, _ glossary: EndpointGlossary, _ side: Glossary.Side) -> JSON {
    recursive = []
    remaining = SchemaBounds.values
    var result = resolve(schema ?? [:])
    if var properties = result["properties"].object {
      for name in properties.names {
        guard let meaning = glossary.meaning(of: [name], side), let fact = properties[name]?.object else { continue }
        properties[name] = .object(JSONObject([("description", .string(meaning))] + fact.map { ($0.name, $0.value) }))
      }
      result["properties"] = .object(properties)
    }
    var definitions = JSONObject()
    var position = 0
    while position < recursive.count {
      let reference = recursive[position]
      position += 1
      let name = OpenAPIDocument.lastStep(of: reference)
      guard definitions[name] == nil else { continue }
      open = [reference]
      definitions[name] = resolve(document.resolve(reference) ?? [:])
      open = []
    }
    if !definitions.isEmpty { result["$defs"] = .object(definitions) }
    return result
  }

  private mutating func resolve(_ json: JSON) -> JSON {
    guard json.object != nil || json.array != nil else { return json }
    guard remaining > 0, depth < SchemaBounds.depth else {
      return json.object == nil ? [] : ["$comment": "nested too deep, or in too large a document, to be shown"]
    }
    remaining -= 1
    depth += 1
    defer { depth -= 1 }
    guard let reference = json["$ref"].string.map(OpenAPIDocument.canonical) else { return resolveMembers(json) }
    guard !open.contains(reference) else {
      recursive.append(reference)
      return ["$ref": .string("#/$defs/\(OpenAPIDocument.escape(OpenAPIDocument.lastStep(of: reference)))")]
    }
    open.append(reference)
    defer { open.removeLast() }
    var result = resolve(document.resolve(reference) ?? [:])
    // What stands beside a reference, such as a default, holds as well.
    for (name, value) in resolveMembers(json).object ?? [:] where name != "$ref" { result[name] = value }
    return result
  }

  private mutating func resolveMembers(_ json: JSON) -> JSON {
    switch json {
    case .array(let items):
      return .array(items.map { resolve($0) })
    case .object(let object):
      var result = JSONObject()
      for (name, value) in object where name != PropertyOrder.keyword {
        switch name {
        case "properties": result[name] = resolveProperties(value, of: object)
        case "default", "enum", "const": result[name] = value
        default: result[name] = resolve(value)
        }
      }
      return .object(result)
    default:
      return json
    }
  }

  private mutating func resolveProperties(_ json: JSON, of schema: JSONObject) -> JSON {
    let properties = json.object ?? [:]
    var result = JSONObject()
    for name in PropertyOrder.names(of: properties, in: schema) {
      if let property = properties[name] { result[name] = resolve(property) }
    }
    return .object(result)
  }
}

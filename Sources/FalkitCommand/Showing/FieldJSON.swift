import FalCore
import FalRegistry

/// Fields as JSON, as `model-info --json` prints them.
struct FieldJSON {
  let glossary: EndpointGlossary
  let side: Glossary.Side

  func of(_ fields: [SchemaField]) -> JSON {
    .array(fields.map { of($0, [$0.name]) })
  }

  private func of(_ field: SchemaField, _ path: [String]) -> JSON {
    let node = field.node
    var json: JSON = [
      "name": .string(field.name),
      "required": .bool(field.isRequired),
      "kind": .string(FieldWords.kind(node)),
      "type": .string(FieldWords.type(node)),
      "default": node.defaultValue ?? .null,
      "enum": node.choices.isEmpty ? .null : .array(node.choices),
      "limits": Self.limits(node),
      "description": glossary.meaning(of: path, side).map(JSON.string) ?? .null,
    ]
    guard node.mediaKind == nil, path.count < 8 else { return json }
    let kinds = node.kindsOfObject
    if kinds.count > 1 {
      json["kinds"] = .array(
        kinds.map { kind in
          ["name": kind.componentName.map(JSON.string) ?? .null, "fields": fields(of: kind, path)]
        }
      )
    } else if !node.innerFields.isEmpty {
      json["fields"] = fields(of: node, path)
    }
    return json
  }

  private func fields(of node: SchemaNode, _ path: [String]) -> JSON {
    .array(node.innerFields.map { of($0, path + [$0.name]) })
  }

  private static func limits(_ node: SchemaNode) -> JSON {
    var limits = JSONObject()
    add(node, to: &limits)
    if case .list(let item) = node.shape { add(item, to: &limits) }
    return .object(limits)
  }

  private static func add(_ node: SchemaNode, to json: inout JSONObject) {
    func add(_ name: String, _ number: JSONNumber?) { if let number { json[name] = .number(number) } }
    func add(_ name: String, _ count: Int?) { if let count { json[name] = .number(JSONNumber(count)) } }
    let limits = node.limits
    add("minimum", limits.minimum)
    add("maximum", limits.maximum)
    add("exclusive_minimum", limits.exclusiveMinimum)
    add("exclusive_maximum", limits.exclusiveMaximum)
    add("multiple_of", limits.multipleOf)
    add("min_length", limits.minimumLength)
    add("max_length", limits.maximumLength)
    add("min_items", limits.minimumItems)
    add("max_items", limits.maximumItems)
    if limits.hasUniqueItems { json["unique_items"] = true }
    if let pattern = limits.pattern { json["pattern"] = .string(pattern) }
    for (name, number) in node.mediaLimits.numbers.sorted(on: \.key) { json[name] = .number(number) }
    if !node.mediaLimits.formats.isEmpty { json["formats"] = .array(node.mediaLimits.formats.map(JSON.string)) }
  }
}

import FalCore

/// Turns the schemas of an OpenAPI document into `SchemaNode`s.
struct SchemaReader {
  let document: OpenAPIDocument

  /// The components that are being read, from the outside in: one that occurs again is recursive.
  private var open: [String] = []
  /// How many values may still be read; components that use others twice each grow without bounds otherwise.
  private var remaining = SchemaBounds.values
  private var depth = 0

  init(document: OpenAPIDocument) {
    self.document = document
  }

  mutating func node(_ schema: JSON) -> SchemaNode {
    guard remaining > 0, depth < SchemaBounds.depth else { return SchemaNode(shape: .any) }
    remaining -= 1
    depth += 1
    defer { depth -= 1 }
    var node = shapeNode(schema)
    apply(schema, to: &node)
    return node
  }

  private mutating func shapeNode(_ schema: JSON) -> SchemaNode {
    if let reference = schema["$ref"].string { return referenced(reference) }
    if let branches = schema["anyOf"].array ?? schema["oneOf"].array { return union(branches) }
    if let parts = schema["allOf"].array { return merged(parts) }

    var types = schema["type"].array?.compactMap(\.string) ?? schema["type"].string.map { [$0] } ?? []
    let isNullable = types.contains("null")
    types.removeAll { $0 == "null" }
    if types.count > 1 {
      var node = union(
        types.map { type in
          var branch = schema
          branch["type"] = .string(type)
          return branch
        }
      )
      node.isNullable = isNullable
      return node
    }
    var node = SchemaNode(shape: shape(types.first ?? impliedType(schema), schema))
    node.isNullable = isNullable
    return node
  }

  private mutating func shape(_ type: String?, _ schema: JSON) -> SchemaNode.Shape {
    switch type {
    case "boolean": return .boolean
    case "integer": return .integer
    case "number": return .number
    case "string": return .text
    case "array":
      if let parts = schema["prefixItems"].array { return .list(union(parts)) }
      return .list(node(schema["items"]))
    case "object":
      if schema["properties"].object?.isEmpty ?? true, let values = schema.object?["additionalProperties"] {
        return values.bool == false ? .object([]) : .map(node(values.object == nil ? [:] : values))
      }
      return .object(fields(schema))
    default: return .any
    }
  }

  /// The type of a schema that does not state it.
  private func impliedType(_ schema: JSON) -> String? {
    let object = schema.object ?? [:]
    if object["properties"] != nil { return "object" }
    if object["items"] != nil || object["prefixItems"] != nil { return "array" }
    switch object["const"] ?? object["enum"]?[0] {
    case .string: return "string"
    case .bool: return "boolean"
    case .number(let number): return number.int == nil ? "number" : "integer"
    default: return nil
    }
  }

  private mutating func fields(_ schema: JSON) -> [SchemaField] {
    let properties = schema["properties"].object ?? [:]
    let required = Set(schema["required"].array?.compactMap(\.string) ?? [])
    // The publisher's order may name fields that do not exist and forget some that do.
    let listed = schema["x-fal-order-properties"].array?.compactMap(\.string) ?? []
    var seen: Set<String> = []
    let order = (listed + properties.names).filter { properties[$0] != nil && seen.insert($0).inserted }
    return order.map { name in
      SchemaField(name: name, isRequired: required.contains(name), node: node(properties[name] ?? [:]))
    }
  }

  private mutating func referenced(_ reference: String) -> SchemaNode {
    let name = String(reference.split(separator: "/").last ?? "")
    if open.contains(reference) { return SchemaNode(shape: .recursive(name), componentName: name) }
    guard let schema = document.resolve(reference) else {
      return SchemaNode(shape: .any, componentName: name)
    }
    open.append(reference)
    var node = node(schema)
    open.removeLast()
    node.componentName = name
    return node
  }

  private mutating func union(_ branches: [JSON]) -> SchemaNode {
    var isNullable = false
    var distinct: [SchemaNode] = []
    var seen: Set<SchemaNode> = []
    for branch in branches {
      if branch["type"].string == "null" {
        isNullable = true
        continue
      }
      let read = node(branch)
      isNullable = isNullable || read.isNullable
      if seen.insert(read).inserted { distinct.append(read) }
    }
    var union = distinct.count == 1 ? distinct[0] : SchemaNode(shape: distinct.isEmpty ? .any : .union(distinct))
    union.isNullable = isNullable
    return union
  }

  /// The one schema that several must hold for together: members and limits of all, otherwise the first that says something.
  private mutating func merged(_ parts: [JSON]) -> SchemaNode {
    let nodes = parts.map { node($0) }
    guard var result = nodes.first(where: { $0.shape != .any }) ?? nodes.first else { return SchemaNode(shape: .any) }
    if case .object(var fields) = result.shape {
      var names = Set(fields.map(\.name))
      for case .object(let more) in nodes.map(\.shape) {
        for field in more where names.insert(field.name).inserted { fields.append(field) }
      }
      result.shape = .object(fields)
    }
    return result
  }
}

// MARK: - Facts beside the shape

extension SchemaReader {
  private func apply(_ schema: JSON, to node: inout SchemaNode) {
    guard let object = schema.object else { return }
    if let values = object["enum"]?.array ?? object["const"].map({ [$0] }) {
      node.allowedValues = values.filter { !$0.isNull }
      if values.contains(where: \.isNull) { node.isNullable = true }
    }
    if let value = object["default"] { node.defaultValue = value }
    if object[SnapshotFormat.unrecordedDefault]?.bool == true { node.hasUnrecordedDefault = true }
    if object["nullable"]?.bool == true { node.isNullable = true }
    if object["deprecated"]?.bool == true { node.isDeprecated = true }
    if let format = object["format"]?.string { node.format = format }
    apply(object, to: &node.limits)
    if let extensionLimits = object["x-fal"] {
      node.mediaLimits = MediaLimits(extension: extensionLimits)
      node.media = node.media ?? .file
    }
    if object["x-fal-file-input"]?.bool == true { node.media = node.media ?? .file }
    for name in ["max_file_size", "max_pixels", "max_width", "max_height", "min_width", "min_height"] {
      if let number = object[name]?.number { node.mediaLimits.numbers[name] = number }
    }
  }

  private func apply(_ object: JSONObject, to limits: inout SchemaLimits) {
    func number(_ name: String, _ current: JSONNumber?) -> JSONNumber? { object[name]?.number ?? current }
    func count(_ name: String, _ current: Int?) -> Int? { object[name]?.int.flatMap { $0 < 0 ? nil : $0 } ?? current }
    // Some publishers write the limits of their own validation library instead of JSON Schema's.
    limits.minimum = number("minimum", number("ge", number("min", limits.minimum)))
    limits.maximum = number("maximum", number("le", number("max", limits.maximum)))
    limits.exclusiveMinimum = number("exclusiveMinimum", limits.exclusiveMinimum)
    limits.exclusiveMaximum = number("exclusiveMaximum", limits.exclusiveMaximum)
    // OpenAPI 3.0 writes exclusive bounds as a Boolean beside the bound.
    if object["exclusiveMinimum"]?.bool == true { (limits.exclusiveMinimum, limits.minimum) = (limits.minimum, nil) }
    if object["exclusiveMaximum"]?.bool == true { (limits.exclusiveMaximum, limits.maximum) = (limits.maximum, nil) }
    limits.multipleOf = number("multipleOf", limits.multipleOf)
    limits.minimumLength = count("minLength", limits.minimumLength)
    limits.maximumLength = count("maxLength", limits.maximumLength)
    limits.pattern = object["pattern"]?.string ?? limits.pattern
    limits.minimumItems = count("minItems", limits.minimumItems)
    limits.maximumItems = count("maxItems", limits.maximumItems)
    if object["uniqueItems"]?.bool == true { limits.hasUniqueItems = true }
  }
}

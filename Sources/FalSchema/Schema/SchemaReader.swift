import FalJSON

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
    guard remaining > 0, depth < SchemaBounds.schemaDepth else { return SchemaNode(shape: .any) }
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
    let name = OpenAPIDocument.lastStep(of: reference)
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
    for branch in branches {
      if branch["type"].string == "null" {
        isNullable = true
        continue
      }
      let read = node(branch)
      isNullable = isNullable || read.isNullable
      if !distinct.contains(read) { distinct.append(read) }
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
    var limits = node.limits
    defer { node.limits = limits }
    // Each member is looked at once, instead of looking for each that there might be: most schemas have three.
    for (name, value) in object {
      switch name {
      case "type", "title", "items", "properties", "required", "anyOf", "x-fal-order-properties": break
      case "enum": allow(value.array ?? [], in: &node)
      case "const": if object["enum"] == nil { allow([value], in: &node) }
      case "default": node.defaultValue = value
      case OpenAPIDocument.unrecordedDefault: if value.bool == true { node.hasUnrecordedDefault = true }
      case "additionalProperties": node.allowsOtherMembers = value.bool ?? (value.object != nil)
      case "nullable": if value.bool == true { node.isNullable = true }
      case "deprecated": if value.bool == true { node.isDeprecated = true }
      case "format": node.format = value.string ?? node.format
      case "x-fal":
        node.mediaLimits = MediaLimits(extension: value)
        node.media = node.media ?? .file
      case "x-fal-file-input": if value.bool == true { node.media = node.media ?? .file }
      case "max_file_size", "max_pixels", "max_width", "max_height", "min_width", "min_height":
        node.mediaLimits.numbers[name] = value.number ?? node.mediaLimits.numbers[name]
      default: apply(name, value, of: object, to: &limits)
      }
    }
  }

  private func allow(_ values: [JSON], in node: inout SchemaNode) {
    node.allowedValues = values.filter { !$0.isNull }
    if values.contains(where: \.isNull) { node.isNullable = true }
  }

  private func apply(_ name: String, _ value: JSON, of object: JSONObject, to limits: inout SchemaLimits) {
    let count = value.int.flatMap { $0 < 0 ? nil : $0 }
    switch name {
    case "minimum": setMinimum(value, of: object, in: &limits)
    case "maximum": setMaximum(value, of: object, in: &limits)
    // Some publishers write the limits of their own validation library instead of JSON Schema's.
    case "ge": if object["minimum"] == nil { limits.minimum = value.number ?? limits.minimum }
    case "le": if object["maximum"] == nil { limits.maximum = value.number ?? limits.maximum }
    case "min": if object["minimum"] == nil, object["ge"] == nil { limits.minimum = value.number ?? limits.minimum }
    case "max": if object["maximum"] == nil, object["le"] == nil { limits.maximum = value.number ?? limits.maximum }
    case "exclusiveMinimum": limits.exclusiveMinimum = value.number ?? limits.exclusiveMinimum
    case "exclusiveMaximum": limits.exclusiveMaximum = value.number ?? limits.exclusiveMaximum
    case "multipleOf": limits.multipleOf = value.number ?? limits.multipleOf
    case "minLength": limits.minimumLength = count ?? limits.minimumLength
    case "maxLength": limits.maximumLength = count ?? limits.maximumLength
    case "pattern": limits.pattern = value.string ?? limits.pattern
    case "minItems": limits.minimumItems = count ?? limits.minimumItems
    case "maxItems": limits.maximumItems = count ?? limits.maximumItems
    case "uniqueItems": if value.bool == true { limits.hasUniqueItems = true }
    default: break
    }
  }

  // OpenAPI 3.0 writes exclusive bounds as a Boolean beside the bound.

  private func setMinimum(_ value: JSON, of object: JSONObject, in limits: inout SchemaLimits) {
    guard let number = value.number else { return }
    if object["exclusiveMinimum"]?.bool == true { limits.exclusiveMinimum = number } else { limits.minimum = number }
  }

  private func setMaximum(_ value: JSON, of object: JSONObject, in limits: inout SchemaLimits) {
    guard let number = value.number else { return }
    if object["exclusiveMaximum"]?.bool == true { limits.exclusiveMaximum = number } else { limits.maximum = number }
  }
}

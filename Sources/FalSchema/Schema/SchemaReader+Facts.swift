import FalJSON

// Facts beside the shape: values, defaults, limits.

extension SchemaReader {
  func apply(_ object: JSONObject, to node: inout SchemaNode) {
    var limits = SchemaLimits()
    defer { if limits != SchemaLimits() { node.limits = node.limits.narrowed(by: limits) } }
    // Each member is looked at once, instead of looking for each that there might be: most schemas have three.
    for (name, value) in object {
      switch name {
      case "type":
        if value.string == "null" { allow([.null], in: &node) }
        guard let types = value.array, types.contains("null") else { break }
        if types.count == 1 { allow([.null], in: &node) } else { node.isNullable = true }
      case "required": if case .map = node.shape, value.array?.isEmpty == false { node.lose(.keyword(name)) }
      case "title", "properties", "anyOf", "oneOf", "allOf", PropertyOrder.keyword: break
      case "enum": if object["const"] == nil { allow(value.array ?? [], in: &node) }
      case "const": allow([value], in: &node)
      case "default": node.defaultValue = Self.plain(value, node.shape)
      case OpenAPIDocument.unrecordedDefault: if value.bool == true { node.hasUnrecordedDefault = true }
      case "additionalProperties":
        node.allowsOtherMembers = value.bool ?? (value.object != nil)
        if case .object = node.shape, value.object?.isEmpty == false { node.lose(.keyword(name)) }
      case "unevaluatedProperties": if value.bool != false { node.allowsOtherMembers = true }
      case "prefixItems", "items":
        guard let positions = Self.positions(of: object) else { break }
        // Positions that are all alike lose nothing.
        if case .list(let item) = node.shape, case .union = item.shape { node.lose(.positions) }
        let others = object[name == "items" ? "additionalItems" : "items"]
        if others?.bool == false, object["maxItems"] == nil { limits.maximumItems = positions.count }
      case "nullable": if value.bool == true { node.isNullable = true }
      case "deprecated": if value.bool == true { node.isDeprecated = true }
      case "format": node.format = value.string ?? node.format
      case "x-fal":
        node.mediaLimits = MediaLimits(extension: value)
        node.media = node.media ?? .file
      case "x-fal-file-input": if value.bool == true { node.media = node.media ?? .file }
      case "max_file_size", "max_pixels", "max_width", "max_height", "min_width", "min_height":
        node.mediaLimits.numbers[name] = value.number ?? node.mediaLimits.numbers[name]
      case "discriminator": if object["anyOf"] == nil, object["oneOf"] == nil { node.lose(.keyword(name)) }
      case "not", "if", "patternProperties", "propertyNames", "minProperties", "maxProperties", "contains",
        "dependentRequired", "dependentSchemas", "dependencies", "unevaluatedItems":
        node.lose(.keyword(name))
      default: apply(name, value, of: object, to: &limits)
      }
    }
  }

  private func allow(_ values: [JSON], in node: inout SchemaNode) {
    let others = values.filter { !$0.isNull }
    if others.count < values.count { node.isNullable = true }
    node.allowedValues = others.isEmpty && !values.isEmpty ? [.null] : others.map { Self.plain($0, node.shape) }
  }

  /// A whole number as such, where it is written as `5.0`.
  private static func plain(_ value: JSON, _ shape: SchemaNode.Shape) -> JSON {
    guard case .integer = shape, let int = value.int else { return value }
    return .number(JSONNumber(int))
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

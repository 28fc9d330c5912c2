import FalJSON

/// Turns the schemas of an OpenAPI document into `SchemaNode`s.
struct SchemaReader {
  let document: OpenAPIDocument

  /// A component that was read, to be used again.
  private struct Component {
    let node: SchemaNode
    /// The values in it.
    let size: Int
    /// The schemas within schemas in it.
    let height: Int
  }

  /// The components that are being read, from the outside in: one that occurs again is recursive.
  private var open: [String] = []
  /// The components that are the same wherever they stand.
  private var components: [String: Component] = [:]
  /// How many values may still be read; components that use others twice each grow without bounds otherwise.
  private var remaining = SchemaBounds.values
  private var depth = 0
  /// The greatest depth since a component was begun.
  private var deepest = 0
  /// Whether nothing was cut off since a component was begun, and nothing leads back to an open component.
  private var isSameAnywhere = true

  init(document: OpenAPIDocument) {
    self.document = document
  }

  /// Reads a whole input or output.
  mutating func whole(_ schema: JSON) -> SchemaNode {
    remaining = SchemaBounds.values
    return node(schema)
  }

  private mutating func node(_ schema: JSON) -> SchemaNode {
    guard remaining > 0, depth < SchemaBounds.schemaDepth else {
      isSameAnywhere = false
      return .cutOff
    }
    remaining -= 1
    depth += 1
    deepest = max(deepest, depth)
    defer { depth -= 1 }
    guard let schema = schema.object else {
      var node = SchemaNode(shape: .any)
      if schema.bool == false { node.lose(.keyword("false")) }
      return node
    }
    if let node = composed(schema) { return node }
    let types = types(of: schema)
    if types.count > 1 { return oneOf(types, schema) }
    var node = SchemaNode(shape: shape(types.first, schema))
    apply(schema, to: &node)
    return node
  }

  // MARK: - Types

  /// The types a schema is about but for `null`, stated or not; those of its values, where it has a set of them.
  private func types(of schema: JSONObject) -> [String] {
    let types = describedTypes(of: schema)
    if let values = schema["const"].map({ [$0] }) ?? schema["enum"]?.array, !values.isEmpty {
      let stated = types.filter { type in values.contains { Self.isOf(type, $0) } }
      if !stated.isEmpty, values.allSatisfy({ value in value.isNull || stated.contains { Self.isOf($0, value) } }) {
        return stated
      }
      // What publishers allow one by one counts for more than the type beside it.
      return Self.types(of: values)
    }
    return types
  }

  /// The types that a schema states, or that follow from its keywords about members and items.
  private func describedTypes(of schema: JSONObject) -> [String] {
    switch schema["type"] {
    case .string(let type)?: return type == "null" ? [] : [type]
    case .array(let stated)?:
      let types = stated.compactMap { $0 == "null" ? nil : $0.string }
      return types.contains("number") ? types.filter { $0 != "integer" } : types
    default:
      if schema["properties"] != nil || schema["patternProperties"] != nil { return ["object"] }
      return schema["items"] != nil || schema["prefixItems"] != nil ? ["array"] : []
    }
  }

  /// The types of some values but for `null`, in order, each once.
  private static func types(of values: [JSON]) -> [String] {
    let hasFractions = values.contains { $0.number != nil && !isOf("integer", $0) }
    var types: [String] = []
    for value in values {
      let type: String
      switch value {
      case .null: continue
      case .bool: type = "boolean"
      case .number: type = hasFractions ? "number" : "integer"
      case .string: type = "string"
      case .array: type = "array"
      case .object: type = "object"
      }
      if !types.contains(type) { types.append(type) }
    }
    return types
  }

  private static func isOf(_ type: String, _ value: JSON) -> Bool {
    switch (type, value) {
    case ("string", .string), ("number", .number), ("boolean", .bool), ("array", .array), ("object", .object): true
    case ("integer", .number(let number)): number.isWhole
    default: false
    }
  }

  /// One of several types, each with the limits and the allowed values that are about it.
  private mutating func oneOf(_ types: [String], _ schema: JSONObject) -> SchemaNode {
    var node = SchemaNode(shape: .any)
    apply(schema, to: &node)
    let branches = types.map { type in
      var branch = SchemaNode(shape: shape(type, schema))
      branch.limits = node.limits.about(branch.shape)
      branch.allowedValues = node.allowedValues.filter { Self.isOf(type, $0) }
      if type == "string" { branch.format = node.format }
      if type == "object" { branch.allowsOtherMembers = node.allowsOtherMembers }
      return branch
    }
    node.shape = .union(branches)
    node.limits = SchemaLimits()
    node.allowedValues = []
    return node
  }

  // MARK: - Shapes

  private mutating func shape(_ type: String?, _ schema: JSONObject) -> SchemaNode.Shape {
    switch type {
    case "boolean": return .boolean
    case "integer": return .integer
    case "number": return .number
    case "string": return .text
    case "array":
      if let positions = Self.positions(of: schema) {
        var item = union(positions)
        // Documents that number them do not tell of `null`, with which Whisper leaves the end of its last piece open.
        if schema["items"]?.object != nil { item.isNullable = true }
        return .list(item)
      }
      return .list(node(schema["items"] ?? [:]))
    case "object":
      if let properties = schema["properties"]?.object, !properties.isEmpty {
        return .object(fields(properties, schema))
      }
      if let patterns = schema["patternProperties"]?.object, !patterns.isEmpty { return .map(union(patterns.values)) }
      let required = fields([:], schema)
      if let values = schema["additionalProperties"], values.object?.isEmpty == false { return .map(node(values)) }
      guard required.isEmpty, let values = schema["additionalProperties"], values.bool != false else {
        return .object(required)
      }
      return .map(node([:]))
    default: return .any
    }
  }

  /// The schemas of a list's positions, one by one; `nil` when all items have one.
  static func positions(of schema: JSONObject) -> [JSON]? {
    if let positions = schema["prefixItems"]?.array ?? schema["items"]?.array { return positions }
    // Some publishers number them: `{"0": {...}, "1": {...}}`.
    guard let numbered = schema["items"]?.object, !numbered.isEmpty else { return nil }
    let positions = (0..<numbered.count).compactMap { numbered["\($0)"] }
    return positions.count == numbered.count ? positions : nil
  }

  private mutating func fields(_ properties: JSONObject, _ schema: JSONObject) -> [SchemaField] {
    let names = schema["required"]?.array?.compactMap(\.string) ?? []
    let required = Set(names)
    // What must be given and is not described may be anything.
    var seen: Set<String> = []
    let order = (PropertyOrder.names(of: properties, in: schema) + names).filter { seen.insert($0).inserted }
    return order.enumerated().map { position, name in
      let node = node(properties[name] ?? [:], before: order.count - position - 1)
      return SchemaField(name: name, isRequired: required.contains(name), node: node)
    }
  }

  /// One of several, which must leave something of what may still be read to the others.
  private mutating func node(_ schema: JSON, before others: Int) -> SchemaNode {
    let kept = min(others * SchemaBounds.reserve, remaining / 2)
    remaining -= kept
    defer { remaining += kept }
    return node(schema)
  }

  private mutating func referenced(_ reference: String) -> SchemaNode {
    let target = OpenAPIDocument.canonical(reference)
    let name = OpenAPIDocument.lastStep(of: reference)
    if open.contains(target) {
      isSameAnywhere = false
      return SchemaNode(shape: .recursive(name), componentName: name)
    }
    if let known = components[target], known.size <= remaining, depth + known.height <= SchemaBounds.schemaDepth {
      remaining -= known.size
      deepest = max(deepest, depth + known.height)
      return known.node
    }
    guard let schema = document.resolve(reference) else { return SchemaNode(shape: .any, componentName: name) }
    let outer = (remaining: remaining, deepest: deepest, isSameAnywhere: isSameAnywhere)
    (deepest, isSameAnywhere) = (depth, true)
    open.append(target)
    var node = node(schema)
    open.removeLast()
    node.componentName = name
    if isSameAnywhere {
      components[target] = Component(node: node, size: outer.remaining - remaining, height: deepest - depth)
    }
    deepest = max(deepest, outer.deepest)
    isSameAnywhere = isSameAnywhere && outer.isSameAnywhere
    return node
  }

  // MARK: - Several kinds of value

  private mutating func union(_ branches: [JSON], _ discriminator: JSON = .null) -> SchemaNode {
    var isNullable = false
    var read: [SchemaNode] = []
    for (position, schema) in branches.enumerated() {
      if schema["type"].string == "null" {
        isNullable = true
        continue
      }
      var branch = node(schema, before: branches.count - position - 1)
      if branch.isNull {
        isNullable = true
        continue
      }
      isNullable = isNullable || branch.isNullable
      if let name = discriminator["propertyName"].string, let reference = schema["$ref"].string {
        branch.tag(name, with: OpenAPIDocument.values(of: discriminator, for: reference))
      }
      read.append(branch)
    }
    let distinct = read.count > 1 ? SchemaNode.distinct(read) : read
    guard !distinct.isEmpty else { return isNullable ? .null : SchemaNode(shape: .any) }
    var union = distinct.count == 1 ? distinct[0] : SchemaNode(shape: .union(distinct))
    union.isNullable = isNullable
    return union
  }

  // MARK: - Several descriptions together

  /// What a schema asks for by `$ref`, `allOf`, `anyOf`, `oneOf` and its own keywords together; `nil` when these are all.
  private mutating func composed(_ schema: JSONObject) -> SchemaNode? {
    let reference = schema["$ref"]?.string
    let all = schema["allOf"]?.array
    let any = schema["anyOf"]?.array
    let one = schema["oneOf"]?.array
    guard reference != nil || all != nil || any != nil || one != nil else { return nil }
    var parts: [SchemaNode] = []
    var losses: [SchemaLoss] = []
    if let reference { parts.append(referenced(reference)) }
    for part in all ?? [] { parts.append(node(part)) }
    // Most have a title and a default beside their branches, and nothing that is about a type.
    if schema.count > 1, let own = ownPart(of: schema) { parts.append(own) }
    for (keyword, branches) in [("anyOf", any), ("oneOf", one)] {
      guard let branches else { continue }
      if Self.onlyRequire(branches) {
        losses.append(.keyword(keyword))
      } else {
        parts.append(union(branches, schema["discriminator"] ?? .null))
      }
    }
    var node = parts.first ?? SchemaNode(shape: .any)
    if parts.count > 1 {
      var merger = SchemaMerger(remaining: remaining)
      node = merger.merged(parts)
      remaining = merger.remaining
    }
    if all != nil || schema["required"] != nil {
      var visited: Set<String> = []
      node.require(requirements(of: schema, &visited))
    }
    for loss in losses { node.lose(loss) }
    apply(schema, to: &node)
    return node
  }

  /// What a schema says about types by itself, without its limits and values; `nil` when it says nothing.
  private mutating func ownPart(of schema: JSONObject) -> SchemaNode? {
    var types = describedTypes(of: schema)
    if types.isEmpty, schema["additionalProperties"] != nil { types = ["object"] }
    let parts = types.map { type in
      var part = SchemaNode(shape: shape(type, schema))
      part.allowsOtherMembers = schema["additionalProperties"].map { $0.bool ?? true } ?? false
      // Whether the whole may be `null` is up to the other parts as well.
      part.isNullable = schema["type"]?.array?.contains("null") ?? false
      return part
    }
    guard parts.count > 1 else { return parts.first }
    return SchemaNode(shape: .union(parts))
  }

  /// Whether branches say only which members must be given.
  private static func onlyRequire(_ branches: [JSON]) -> Bool {
    !branches.isEmpty
      && branches.allSatisfy { branch in
        guard let branch = branch.object, branch["required"] != nil else { return false }
        return branch.allSatisfy { ["required", "title"].contains($0.name) }
      }
  }

  /// The names that a schema requires by itself and by what must hold together with it.
  private func requirements(of schema: JSONObject, _ visited: inout Set<String>) -> Set<String> {
    var names = Set(schema["required"]?.array?.compactMap(\.string) ?? [])
    for part in schema["allOf"]?.array ?? [] {
      if let part = part.object { names.formUnion(requirements(of: part, &visited)) }
    }
    if let reference = schema["$ref"]?.string, visited.insert(reference).inserted {
      if let target = document.resolve(reference)?.object { names.formUnion(requirements(of: target, &visited)) }
    }
    return names
  }
}

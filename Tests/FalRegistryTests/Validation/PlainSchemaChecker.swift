import FalCore
import FalSystem
import Foundation

/// Says whether a value fits a JSON Schema, by reading the schema as it stands in a snapshot.
///
/// It shares nothing with falkit's own checks, and knows no places and no reasons. These things are read as falkit means
/// them: an object with declared members, by itself or by what must hold together with it, has no others unless a schema
/// says so; `ge`, `le`, `min` and `max`, which some publishers write, are bounds; `null` that is one of several kinds of
/// value is none of the choices beside them; a set of values counts for more than the type beside it; and the mapping of
/// a discriminator says which values of the member a branch is for.
struct PlainSchemaChecker {
  let document: JSON

  func accepts(_ value: JSON, _ schema: JSON) -> Bool {
    accepts(value, schema, besides: [])
  }

  /// Whether a value fits a schema beside others, which declare further members of the same value.
  private func accepts(_ value: JSON, _ schema: JSON, besides others: [JSON]) -> Bool {
    if let verdict = schema.bool { return verdict }
    if value.isNull, schema["nullable"].bool == true { return true }
    return fitsTypes(value, schema) && fitsChoices(value, schema) && fitsParts(value, schema, others)
      && fitsNumber(value, schema) && fitsText(value, schema) && fitsList(value, schema)
      && fitsObject(value, schema, others)
  }

  /// The schema behind a reference; `nil` when it points to nothing.
  func target(of reference: String) -> JSON? {
    var found = document
    for step in reference.components(separatedBy: "/").dropFirst() {
      let name = (step.removingPercentEncoding ?? step).replacingOccurrences(of: "~1", with: "/")
      guard let next = found.object?[name.replacingOccurrences(of: "~0", with: "~")] else { return nil }
      found = next
    }
    return found
  }

  private func fitsTypes(_ value: JSON, _ schema: JSON) -> Bool {
    let types = schema["type"].array?.compactMap(\.string) ?? schema["type"].string.map { [$0] } ?? []
    if schema["enum"].array?.contains(where: { choice in !types.contains { isOf(type: $0, choice) } }) == true {
      return true
    }
    return types.isEmpty || types.contains { isOf(type: $0, value) }
  }

  private func isOf(type: String, _ value: JSON) -> Bool {
    switch (type, value) {
    case ("null", .null), ("boolean", .bool), ("number", .number), ("string", .string), ("array", .array),
      ("object", .object):
      true
    case ("integer", .number(let number)): number.double == number.double.rounded()
    default: false
    }
  }

  private func fitsChoices(_ value: JSON, _ schema: JSON) -> Bool {
    if value.isNull, schema["anyOf"].array?.contains(where: { $0["type"] == "null" }) == true { return true }
    let choices = schema.object?["const"].map { [$0] } ?? schema["enum"].array
    return choices?.contains { equal($0, value) } ?? true
  }

  private func fitsParts(_ value: JSON, _ schema: JSON, _ others: [JSON]) -> Bool {
    let reference = schema["$ref"].string.map { [target(of: $0) ?? true] } ?? []
    let parts = reference + (schema["allOf"].array ?? [])
    let choices = [schema["anyOf"].array, schema["oneOf"].array].compactMap(\.self)
    var own = schema
    for keyword in ["$ref", "allOf", "anyOf", "oneOf"] { own[keyword] = .null }
    let around = others + [own]
    for (position, part) in parts.enumerated() {
      let rest = parts.enumerated().filter { $0.offset != position }.map(\.element)
      if !accepts(value, part, besides: around + rest + choices.flatMap(\.self)) { return false }
    }
    return choices.allSatisfy { branches in
      let rest = choices.filter { $0 != branches }.flatMap(\.self)
      return branches.contains { branch in
        accepts(value, branch, besides: around + parts + rest) && isMeant(branch, by: value, schema["discriminator"])
      }
    }
  }

  private func isMeant(_ branch: JSON, by value: JSON, _ discriminator: JSON) -> Bool {
    guard let name = discriminator["propertyName"].string, let given = value.object?[name] else { return true }
    let meant = (discriminator["mapping"].object ?? [:]).filter { $0.value == branch["$ref"] }
    return meant.isEmpty || meant.contains { .string($0.name) == given }
  }

  private func fitsNumber(_ value: JSON, _ schema: JSON) -> Bool {
    guard let number = value.number?.double else { return true }
    func bound(_ names: String...) -> Double? { names.lazy.compactMap { schema[$0].number?.double }.first }
    if let least = bound("minimum", "ge", "min"), number < least { return false }
    if let most = bound("maximum", "le", "max"), number > most { return false }
    if let least = bound("exclusiveMinimum"), number <= least { return false }
    if let most = bound("exclusiveMaximum"), number >= most { return false }
    if schema["exclusiveMinimum"].bool == true, number == bound("minimum") { return false }
    if schema["exclusiveMaximum"].bool == true, number == bound("maximum") { return false }
    guard let step = bound("multipleOf") else { return true }
    let rest = abs(number.remainder(dividingBy: step))
    return rest < 1e-9 * max(1, abs(number))
  }

  private func fitsText(_ value: JSON, _ schema: JSON) -> Bool {
    guard let text = value.string else { return true }
    let length = text.unicodeScalars.count
    if let least = schema["minLength"].int, length < least { return false }
    if let most = schema["maxLength"].int, length > most { return false }
    guard let pattern = schema["pattern"].string else { return true }
    return text.range(of: pattern, options: .regularExpression) != nil
  }

  private func fitsList(_ value: JSON, _ schema: JSON) -> Bool {
    guard let items = value.array else { return true }
    if let least = schema["minItems"].int, items.count < least { return false }
    if let most = schema["maxItems"].int, items.count > most { return false }
    if schema["uniqueItems"].bool == true {
      for (position, item) in items.enumerated() where items[..<position].contains(where: { equal($0, item) }) {
        return false
      }
    }
    let first = schema["prefixItems"].array ?? []
    if !zip(items, first).allSatisfy({ accepts($0, $1) }) { return false }
    guard let rest = schema.object?["items"] else { return true }
    return items.dropFirst(first.count).allSatisfy { accepts($0, rest) }
  }

  private func fitsObject(_ value: JSON, _ schema: JSON, _ around: [JSON]) -> Bool {
    guard let members = value.object else { return true }
    let required = schema["required"].array?.compactMap(\.string) ?? []
    let declared = schema["properties"].object ?? [:]
    let declaredAround = Set(around.flatMap { names(in: $0, depth: 0) })
    if required.contains(where: { members[$0] == nil && (declared[$0] != nil || declaredAround.contains($0)) }) {
      return false
    }
    let others = schema.object?["additionalProperties"]
    let known = names(in: schema, depth: 0).union(declaredAround)
    return members.allSatisfy { name, member in
      if let schema = declared[name] { return accepts(member, schema) }
      if known.contains(name) { return true }
      if let others { return accepts(member, others) }
      return declared.isEmpty || around.contains { allowsOthers($0, depth: 0) }
    }
  }

  /// What holds together with a schema or inside it: its reference, its parts and its branches.
  private func parts(of schema: JSON) -> [JSON] {
    let reference = schema["$ref"].string.flatMap(target).map { [$0] } ?? []
    return reference + ["allOf", "anyOf", "oneOf"].flatMap { schema[$0].array ?? [] }
  }

  private func allowsOthers(_ schema: JSON, depth: Int) -> Bool {
    schema["additionalProperties"].bool == true || schema["additionalProperties"].object != nil
      || depth < 5 && parts(of: schema).contains { allowsOthers($0, depth: depth + 1) }
  }

  /// All members that a schema declares, by itself or by its parts and branches.
  private func names(in schema: JSON, depth: Int) -> Set<String> {
    if depth > 5 { return [] }
    var names = Set(schema["properties"].object?.names ?? [])
    for part in parts(of: schema) { names.formUnion(self.names(in: part, depth: depth + 1)) }
    if let tag = schema["discriminator"]["propertyName"].string { names.insert(tag) }
    return names
  }

  private func equal(_ left: JSON, _ right: JSON) -> Bool {
    switch (left, right) {
    case (.number(let left), .number(let right)): left.double == right.double
    case (.array(let left), .array(let right)):
      left.count == right.count && zip(left, right).allSatisfy { equal($0, $1) }
    case (.object(let left), .object(let right)):
      left.count == right.count && left.allSatisfy { name, value in right[name].map { equal($0, value) } ?? false }
    default: left == right
    }
  }
}

import FalCore
import Foundation

/// Says whether a value fits a JSON Schema, by reading the schema as it stands in a snapshot.
///
/// It shares nothing with falkit's own checks, and knows no places and no reasons. Three things are read as falkit means
/// them: an object with declared members has no others unless the schema says so; `ge`, `le`, `min` and `max`, which some
/// publishers write, are bounds; and `null` that is one of several kinds of value is none of the choices beside them.
struct PlainSchemaChecker {
  let document: JSON

  func accepts(_ value: JSON, _ schema: JSON) -> Bool {
    if let verdict = schema.bool { return verdict }
    if let reference = schema["$ref"].string { return accepts(value, target(of: reference) ?? true) }
    if value.isNull, schema["nullable"].bool == true { return true }
    return fitsTypes(value, schema) && fitsChoices(value, schema) && fitsBranches(value, schema)
      && fitsNumber(value, schema) && fitsText(value, schema) && fitsList(value, schema) && fitsObject(value, schema)
  }

  /// The schema behind a reference; `nil` when it points to nothing.
  func target(of reference: String) -> JSON? {
    var found = document
    for step in reference.components(separatedBy: "/").dropFirst() {
      guard let next = found.object?[step] else { return nil }
      found = next
    }
    return found
  }

  private func fitsTypes(_ value: JSON, _ schema: JSON) -> Bool {
    let types = schema["type"].array?.compactMap(\.string) ?? schema["type"].string.map { [$0] } ?? []
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

  private func fitsBranches(_ value: JSON, _ schema: JSON) -> Bool {
    (schema["anyOf"].array?.contains { accepts(value, $0) } ?? true)
      && (schema["oneOf"].array?.contains { accepts(value, $0) } ?? true)
      && (schema["allOf"].array?.allSatisfy { accepts(value, $0) } ?? true)
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

  private func fitsObject(_ value: JSON, _ schema: JSON) -> Bool {
    guard let members = value.object else { return true }
    let required = schema["required"].array?.compactMap(\.string) ?? []
    let declared = schema["properties"].object ?? [:]
    if required.contains(where: { members[$0] == nil && declared[$0] != nil }) { return false }
    let others = schema.object?["additionalProperties"] ?? .bool(declared.isEmpty)
    return members.allSatisfy { name, member in accepts(member, declared[name] ?? others) }
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

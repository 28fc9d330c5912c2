import FalCore
import TestSupport

/// Changes inputs so that they mostly do not fit their schema any more, but nearly.
struct InputMutator {
  let checker: PlainSchemaChecker
  let schema: JSON
  var random: SeededRandom

  /// The input with one to three changes.
  mutating func mutated(_ input: JSON) -> JSON {
    var input = input
    for _ in 0..<Int.random(in: 1...3, using: &random) { change(&input, schema, isInput: true) }
    return input
  }

  /// Changes a value, or something in it.
  private mutating func change(_ value: inout JSON, _ schema: JSON, isInput: Bool = false) {
    let schema = resolved(schema)
    if isInput || Bool.random(using: &random), var members = value.object {
      changeMember(of: &members, schema)
      value = .object(members)
    } else if Bool.random(using: &random), var items = value.array {
      changeItem(of: &items, schema)
      value = .array(items)
    } else {
      value = Bool.random(using: &random) ? near(schema) : any()
    }
  }

  private mutating func changeMember(of members: inout JSONObject, _ schema: JSON) {
    let declared = schema["properties"].object ?? [:]
    let name = members.names.randomElement(using: &random)
    switch Int.random(in: 0..<10, using: &random) {
    case 0: if let name { members[name] = nil }
    case 1: if let name { members[name] = .null }
    case 2: members["unknown_\(Int.random(in: 0..<9, using: &random))"] = any()
    case 3, 4:
      if let name, var member = members[name] {
        change(&member, declared[name] ?? true)
        members[name] = member
      }
    default:
      if let name = declared.names.randomElement(using: &random) { members[name] = near(declared[name] ?? true) }
    }
  }

  private mutating func changeItem(of items: inout [JSON], _ schema: JSON) {
    let position = items.indices.randomElement(using: &random)
    switch (Int.random(in: 0..<4, using: &random), position) {
    case (0, _): items = []
    case (1, let position?): items += Array(repeating: items[position], count: .random(in: 1...30, using: &random))
    case (2, let position?): change(&items[position], schema["items"])
    default: items.append(near(schema["items"]))
    }
  }

  /// A value that fits a schema, or nearly does: one at a bound or just beyond.
  private mutating func near(_ schema: JSON, depth: Int = 0) -> JSON {
    let schema = resolved(schema)
    if Int.random(in: 0..<8, using: &random) == 0 || depth > 5 { return any() }
    if let choice = schema["enum"].array?.randomElement(using: &random) { return choice }
    if let value = schema.object?["const"] ?? schema.object?["default"], Bool.random(using: &random) { return value }
    let branches = schema["anyOf"].array ?? schema["oneOf"].array ?? []
    if let branch = branches.randomElement(using: &random) { return near(branch, depth: depth + 1) }
    switch schema["type"].string {
    case "boolean": return .bool(Bool.random(using: &random))
    case "integer", "number": return number(schema)
    case "string": return text(schema)
    case "array": return list(schema, depth)
    case "object": return object(schema, depth)
    default: return any()
    }
  }

  private mutating func number(_ schema: JSON) -> JSON {
    let names = ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "ge", "le", "multipleOf"]
    let bound = names.compactMap { schema[$0].number?.double }.randomElement(using: &random) ?? 1
    let number = bound + ([-1, -0.5, 0, 0, 0, 0.5, 1].randomElement(using: &random) ?? 0)
    if number == number.rounded(), abs(number) < 1e15 { return .number(JSONNumber(Int(number))) }
    return JSONNumber(number).map(JSON.number) ?? 0
  }

  private mutating func text(_ schema: JSON) -> JSON {
    let lengths = [schema["minLength"].int, schema["maxLength"].int].compactMap(\.self)
    let texts = ["", " ", "é\u{1F600}", "#123", "https://example.com/a", "data:,", "a/b.png", "@Image1"]
    guard let length = lengths.randomElement(using: &random) else {
      return .string(texts.randomElement(using: &random) ?? "")
    }
    let count = length + Int.random(in: -1...1, using: &random)
    return .string(String(repeating: "ä", count: max(0, count)))
  }

  private mutating func list(_ schema: JSON, _ depth: Int) -> JSON {
    let bounds = [schema["minItems"].int, schema["maxItems"].int, 1, 2].compactMap(\.self)
    let count = (bounds.randomElement(using: &random) ?? 1) + Int.random(in: -1...1, using: &random)
    return .array((0..<min(max(0, count), 40)).map { _ in near(schema["items"], depth: depth + 1) })
  }

  private mutating func object(_ schema: JSON, _ depth: Int) -> JSON {
    let required = Set(schema["required"].array?.compactMap(\.string) ?? [])
    var members = JSONObject()
    for (name, member) in schema["properties"].object ?? [:] {
      if required.contains(name) ? Int.random(in: 0..<10, using: &random) > 0 : Bool.random(using: &random) {
        members[name] = near(member, depth: depth + 1)
      }
    }
    if schema["properties"].object == nil { members["any"] = near(schema["additionalProperties"], depth: depth + 1) }
    return .object(members)
  }

  /// A value that has nothing to do with the schema.
  private mutating func any() -> JSON {
    let values: [JSON] = [
      .null, true, 0, -1, 1, 0.5, 3.0, 1e300, 9_007_199_254_740_993, "", " ", "1", "auto", "https://example.com/a",
      .string(String(repeating: "a", count: 20_000)), [], [.null], ["a", "a"], [:], ["url": "https://example.com/a"],
      ["url": "a.png"], ["width": 512, "height": 512], ["x": 1],
    ]
    return values.randomElement(using: &random) ?? .null
  }

  /// The schema behind a reference, or with all members of what is put together.
  private func resolved(_ schema: JSON) -> JSON {
    var schema = schema
    for _ in 0..<10 {
      guard let reference = schema["$ref"].string else { break }
      schema = checker.target(of: reference) ?? true
    }
    let parts = (schema["allOf"].array ?? []) + (schema["properties"].isNull ? [] : schema["oneOf"].array ?? [])
    for part in parts.map(resolved) {
      for (name, member) in part["properties"].object ?? [:] where schema["properties"][name].isNull {
        schema["properties"][name] = member
      }
    }
    return schema
  }
}

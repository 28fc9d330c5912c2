import FalCore
import FalRegistry

/// Reduces a schema to its facts.
enum SchemaFacts {
  /// Keywords whose value is a text or a list of texts for people.
  private static let prose: Set<String> = [
    "description", "summary", "example", "examples", "$comment", "externalDocs", "markdownDescription",
  ]

  /// The facts of a schema.
  static func of(_ schema: JSON) -> JSON {
    // A schema may be a Boolean; anything else is a fault that must not bring prose in.
    guard let object = schema.object else { return schema.bool == nil ? [:] : schema }
    var facts = JSONObject()
    for (keyword, value) in object {
      if let fact = fact(keyword, value, in: object) { facts[keyword] = fact }
    }
    if let value = defaultValue(of: object), !isFact(defaultValue: value, in: object) {
      facts[OpenAPIDocument.unrecordedDefault] = true
    }
    if let properties = object["properties"]?.object, properties.count > 1 {
      // Sorting the names would lose the order they were written in.
      let listed = PropertyOrder.listed(in: object)
      let missing = Set(properties.names).subtracting(listed)
      facts[PropertyOrder.keyword] = .array((listed + properties.names.filter(missing.contains)).map(JSON.string))
    }
    return .object(facts)
  }

  private static func fact(_ keyword: String, _ value: JSON, in schema: JSONObject) -> JSON? {
    switch keyword {
    case "properties", "patternProperties", "$defs", "definitions":
      return value.object.map { .object(JSONObject($0.map { ($0.name, of($0.value)) })) }
    case "items", "additionalProperties", "not", "contains", "propertyNames":
      return of(value)
    case "anyOf", "oneOf", "allOf", "prefixItems":
      return value.array.map { .array($0.map(of)) }
    case "enum", "const", "required", PropertyOrder.keyword, "$ref", "discriminator":
      return value
    case "default":
      return defaultValue(of: schema).flatMap { isFact(defaultValue: $0, in: schema) ? $0 : nil }
    case "title":
      return value.string.map(isName) == true ? value : nil
    case "pattern":
      return value.string == nil ? nil : value
    case let keyword where prose.contains(keyword):
      return nil
    default:
      return isFact(unknown: value) ? value : nil
    }
  }

  /// The default of a schema; `nil` when it has none.
  ///
  /// Documents that the service made of comments have every default as a text: "32" beside 16, 32 and 64, "null" for none.
  private static func defaultValue(of schema: JSONObject) -> JSON? {
    let allowed = schema["enum"]?.array ?? []
    guard let value = schema["default"], case .string(let text) = value, !allowed.contains(value) else {
      return schema["default"]
    }
    return text == "null" ? nil : allowed.first { $0.text() == text } ?? value
  }

  /// Whether a default is a value rather than something that somebody wrote; one of the allowed values always is.
  private static func isFact(defaultValue value: JSON, in schema: JSONObject) -> Bool {
    switch value {
    case .string(let text): return schema["enum"]?.array?.contains(value) ?? false || !Prose.isProse(text)
    case .array(let items): return items.allSatisfy { isFact(defaultValue: $0, in: JSONObject()) }
    case .object(let object): return object.allSatisfy { isFact(defaultValue: $0.value, in: JSONObject()) }
    default: return true
    }
  }

  /// Whether the value of a keyword that falkit does not know is a fact: numbers, Booleans and single words are.
  private static func isFact(unknown value: JSON) -> Bool {
    switch value {
    case .string(let text): text.utf8.count <= 60 && !text.utf8.contains(where: { $0 <= 0x20 })
    case .array(let items): items.allSatisfy(isFact(unknown:))
    case .object(let object): object.allSatisfy { !prose.contains($0.name) && isFact(unknown: $0.value) }
    default: true
    }
  }

  private static func isName(_ text: String) -> Bool {
    !text.isEmpty && text.utf8.count <= 60 && text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F }
  }
}

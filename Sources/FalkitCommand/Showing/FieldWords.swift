import FalCore
import FalRegistry

/// Says in words what a value may be.
enum FieldWords {
  /// The type: `text`, `yes/no`, `list of image`, `choice or object`.
  static func type(_ node: SchemaNode) -> String {
    if let media = node.media { return word(media) }
    if node.isNull { return "null" }
    if node.allowedValues.count > 1 { return "choice" }
    switch node.shape {
    case .any: return "any"
    case .boolean: return "yes/no"
    case .integer: return "integer"
    case .number: return "number"
    case .text: return "text"
    case .list(let item): return item.shape == .any && item.media == nil ? "list" : "list of \(type(item))"
    case .map(let value):
      let word = type(value)
      return word == "any" || word == "object" ? "object" : "object of \(word)"
    case .object, .recursive: return "object"
    case .union(let branches):
      var words: [String] = []
      for branch in branches where !words.contains(type(branch)) { words.append(type(branch)) }
      return words.joined(separator: " or ")
    }
  }

  /// One word for machines: `text`, `integer`, `number`, `boolean`, `list`, `object`, `union`, `any`, or a kind of media.
  static func kind(_ node: SchemaNode) -> String {
    if let media = node.media { return media.rawValue }
    switch node.shape {
    case .any: return "any"
    case .boolean: return "boolean"
    case .integer: return "integer"
    case .number: return "number"
    case .text: return "text"
    case .list: return "list"
    case .object, .map, .recursive: return "object"
    case .union: return "union"
    }
  }

  private static func word(_ media: MediaKind) -> String {
    media == .model3D ? "3D model" : media.rawValue
  }

  /// The default and the limits, in the order people ask for them.
  static func facts(_ node: SchemaNode) -> [String] {
    var facts: [String] = []
    if let text = defaultText(node) { facts.append("default \(text)") }
    facts += node.limits.words
    facts += node.mediaLimits.words
    if case .list(let item) = node.shape {
      facts += item.limits.words + item.mediaLimits.words
    }
    if case .union(let branches) = node.shape {
      for branch in branches {
        for fact in branch.limits.words where !facts.contains(fact) {
          facts.append(fact)
        }
      }
    }
    if node.isDeprecated { facts.append("deprecated") }
    return facts
  }

  static func defaultText(_ node: SchemaNode) -> String? {
    if node.hasUnrecordedDefault { return "a text of the service's own" }
    switch node.defaultValue {
    case nil, .null?: return nil
    case .bool(let value)?: return value ? "yes" : "no"
    case .string(let text)?: return text.isEmpty || text.allSatisfy(\.isWhitespace) ? nil : text
    case .array(let items)? where items.isEmpty: return nil
    case .object(let members)? where members.isEmpty: return nil
    case let value?: return value.text(.readable).split(separator: "\n").joined()
    }
  }
}

import FalJSON
import FalSchema

/// What is said about a member.
struct MemberDocumentation: Sendable, Hashable {
  /// Of a long set of values, so many are named.
  private static let shownValues = 12

  /// What it means, from the glossary; `nil` when the glossary does not know it.
  var meaning: String?
  /// Its default, its limits and its allowed values; empty when there is nothing to say.
  var facts: String

  init(meaning: String?, facts: String) {
    self.meaning = meaning
    self.facts = facts
  }

  init(_ node: SchemaNode, type: ShapeType, meaning: String?) {
    self.meaning = meaning.map(PlainText.oneLine)
    let facts = Self.facts(node, type)
    self.facts = facts.isEmpty ? "" : facts.joined(separator: ". ") + "."
  }

  /// The lines of a comment.
  var lines: [String] {
    guard let meaning else { return facts.isEmpty ? [] : [facts] }
    return facts.isEmpty ? [meaning] : [meaning, "", facts]
  }

  private static func facts(_ node: SchemaNode, _ type: ShapeType) -> [String] {
    var facts: [String] = []
    if let text = defaultText(node) { facts.append("Default: \(text)") }
    var limits = node.limits.words + node.mediaLimits.words
    if case .list(let item) = node.shape { limits += item.limits.words + item.mediaLimits.words }
    if case .union(let branches) = node.shape {
      for branch in branches { limits += branch.limits.words.filter { !limits.contains($0) } }
    }
    if !limits.isEmpty { facts.append(sentence(limits.joined(separator: ", "))) }
    if let text = values(node, type) { facts.append(text) }
    if node.isDeprecated { facts.append("The publisher advises against it") }
    return facts
  }

  private static func defaultText(_ node: SchemaNode) -> String? {
    if node.hasUnrecordedDefault { return "a text of the service's own" }
    switch node.defaultValue {
    case nil, .null?: return nil
    case .string(let text)?: return text.allSatisfy(\.isWhitespace) ? nil : "`\(code(text))`"
    case .array(let items)? where items.isEmpty: return nil
    case .object(let members)? where members.isEmpty: return nil
    case let value?: return "`\(code(value.text()))`"
    }
  }

  /// The allowed values, where the type does not show them.
  private static func values(_ node: SchemaNode, _ type: ShapeType) -> String? {
    var values: [JSON] = node.allowedValues
    switch type {
    case .imageSize:
      guard case .union(let branches) = node.shape else { return nil }
      values = branches.flatMap(\.allowedValues)
    case .own, .list(.own): return nil
    default: if case .list(let item) = node.shape { values = item.allowedValues }
    }
    guard !values.isEmpty else { return nil }
    let shown = values.prefix(Self.shownValues).map { "`\(code($0.string ?? $0.text()))`" }.joined(separator: ", ")
    let rest = values.count - Self.shownValues
    let lead = type == .imageSize ? "Presets: " : values.count == 1 ? "Only " : "One of: "
    return lead + shown + (rest > 0 ? " and \(rest) more" : "")
  }

  /// A text between backticks.
  private static func code(_ text: String) -> String {
    PlainText.oneLine(PlainText.code(text))
  }

  private static func sentence(_ text: String) -> String {
    text.prefix(1).uppercased() + text.dropFirst()
  }
}

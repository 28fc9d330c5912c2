import FalCore
import FalRegistry

/// Shows fields to people: name, type and facts on one line, then what it means and what is allowed.
struct FieldText {
  let glossary: EndpointGlossary
  let side: Glossary.Side
  /// Limits over several of the fields.
  let combined: [CombinedLimit]
  let console: Console
  /// Whether all allowed values are shown, however many.
  let isComplete: Bool
  /// The command that shows all values of a field.
  let moreCommand: (String) -> String

  private static let deepest = 4
  private static let shownValues = 16

  /// The lines of some fields.
  func lines(_ fields: [SchemaField]) -> [String] {
    let nameWidth = min(max(fields.map { $0.name.displayWidth }.max() ?? 0, 12), 26)
    let typeWidth = min(max(fields.map { FieldWords.type($0.node).displayWidth }.max() ?? 0, 6), 20)
    return fields.flatMap { lines($0, [$0.name], indent: 2, nameWidth, typeWidth) }
  }

  private func lines(
    _ field: SchemaField,
    _ path: [String],
    indent: Int,
    _ nameWidth: Int,
    _ typeWidth: Int
  ) -> [String] {
    let node = field.node
    let margin = String(repeating: " ", count: indent)
    var facts = FieldWords.facts(node)
    if side == .input, path.count > 1, field.isRequired { facts.insert("required", at: 0) }
    if path.count == 1 {
      facts += combined.filter { $0.fields.contains(field.name) }.map { togetherText($0, field.name) }
    }
    let name = console.style.name(Harmless.text(field.name).padded(to: max(nameWidth - (indent - 2), 0)))
    let type = FieldWords.type(node).padded(to: typeWidth)
    let head = "\(margin)\(name)  \(type)"
    var lines: [String] = []
    let factText = Harmless.text(facts.joined(separator: ", "))
    let used =
      indent + max(nameWidth - (indent - 2), field.name.displayWidth) + 2
      + max(typeWidth, FieldWords.type(node).displayWidth)
    if factText.isEmpty {
      lines.append("\(margin)\(name)  \(FieldWords.type(node))")
    } else if used + 2 + factText.displayWidth <= console.width {
      lines.append("\(head)  \(factText)")
    } else {
      lines.append("\(margin)\(name)  \(FieldWords.type(node))")
      lines.append(TextLayout.wrap(factText, width: console.width, indent: indent + 4))
    }
    if let meaning = glossary.meaning(of: path, side) {
      lines.append(
        console.style.dim(TextLayout.wrap(Harmless.text(meaning), width: min(console.width, 100), indent: indent + 4))
      )
    }
    if let values = allowedValues(node, path) {
      lines.append(TextLayout.wrap(Harmless.text(values), width: min(console.width, 100), indent: indent + 4))
    }
    // A file needs no explanation of its parts.
    if node.mediaKind == nil, path.count < Self.deepest {
      for inner in node.innerFields {
        lines += self.lines(inner, path + [inner.name], indent: indent + 4, nameWidth, typeWidth)
      }
    }
    return lines
  }

  private func togetherText(_ limit: CombinedLimit, _ name: String) -> String {
    "at most \(limit.maximumItems) together with \(limit.fields.filter { $0 != name }.joined(separator: " and "))"
  }

  private func allowedValues(_ node: SchemaNode, _ path: [String]) -> String? {
    let values = node.choices.map { $0.string ?? $0.text() }
    guard !values.isEmpty else { return nil }
    let shown = isComplete || values.count <= Self.shownValues + 2 ? values : Array(values.prefix(Self.shownValues))
    if values.count == 1 { return "always \(values[0])" }
    var text = "one of: " + shown.joined(separator: ", ")
    if shown.count < values.count {
      text += ", and \(values.count - shown.count) more; all: \(moreCommand(path[0]))"
    }
    if case .union(let branches) = node.shape, branches.contains(where: { $0.choices.isEmpty }) {
      let others = branches.filter { $0.choices.isEmpty }.map(other)
      text += "; or \(others.joined(separator: ", or "))"
    }
    return text
  }

  /// The branch of a union beside its allowed values: `{width, height}`.
  private func other(_ node: SchemaNode) -> String {
    let names = node.fields.map(\.name)
    return names.isEmpty ? FieldWords.type(node) : "{\(names.joined(separator: ", "))}"
  }
}

extension SchemaNode {
  /// The allowed values of the value itself, of its items, or of the branches of a union.
  var choices: [JSON] {
    if !allowedValues.isEmpty { return allowedValues }
    switch shape {
    case .list(let item): return item.choices
    case .union(let branches):
      var seen: Set<JSON> = []
      return branches.flatMap(\.choices).filter { seen.insert($0).inserted }
    default: return []
    }
  }
}

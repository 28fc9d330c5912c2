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

  /// Where the columns begin, the same for all fields and those inside them.
  private struct Columns {
    private(set) var type = 14
    private var typeWidth = 6

    var facts: Int { type + typeWidth + 2 }

    mutating func makeRoom(for fields: [SchemaField], indent: Int, depth: Int) {
      for field in fields {
        type = max(type, min(indent + field.name.displayWidth + 2, 40))
        typeWidth = max(typeWidth, min(FieldWords.type(field.node).displayWidth, 20))
        if FieldText.showsInside(of: field.node, depth: depth) { makeRoom(inside: field.node, indent, depth) }
      }
    }

    mutating func makeRoom(inside node: SchemaNode, _ indent: Int, _ depth: Int) {
      let kinds = node.kindsOfObject
      for kind in kinds {
        makeRoom(for: kind.innerFields, indent: indent + (kinds.count > 1 ? 6 : 4), depth: depth + 1)
      }
    }
  }

  /// A file needs no explanation of its parts.
  private static func showsInside(of node: SchemaNode, depth: Int) -> Bool {
    node.mediaKind == nil && depth < deepest
  }

  /// The lines of some fields.
  func lines(_ fields: [SchemaField]) -> [String] {
    var columns = Columns()
    columns.makeRoom(for: fields, indent: 2, depth: 1)
    return fields.flatMap { lines($0, [$0.name], indent: 2, columns) }
  }

  /// The lines of a whole input or output that is no object, or one of several kinds of object.
  func lines(ofWhole node: SchemaNode) -> [String] {
    var columns = Columns()
    columns.makeRoom(inside: node, 0, 0)
    let facts = FieldWords.facts(node)
    var lines = [
      TerminalText.text("  " + FieldWords.type(node) + (facts.isEmpty ? "" : "  " + facts.joined(separator: ", ")))
    ]
    if let values = allowedValues(node, []) { lines.append(paragraph(values, indent: 6)) }
    return lines + linesInside(node, [], indent: 2, columns)
  }

  private func lines(_ field: SchemaField, _ path: [String], indent: Int, _ columns: Columns) -> [String] {
    let node = field.node
    var lines = heading(field, path, indent: indent, columns)
    if let meaning = glossary.meaning(of: path, side) {
      lines.append(console.style.dim(paragraph(meaning, indent: indent + 4)))
    }
    if let values = allowedValues(node, path) { lines.append(paragraph(values, indent: indent + 4)) }
    if Self.showsInside(of: node, depth: path.count) { lines += linesInside(node, path, indent: indent, columns) }
    return lines
  }

  /// The members of an object, or of each kind of object that it may be.
  private func linesInside(_ node: SchemaNode, _ path: [String], indent: Int, _ columns: Columns) -> [String] {
    let kinds = node.kindsOfObject
    return kinds.enumerated().flatMap { position, kind in
      let name = kind.componentName.map { " \(TerminalText.text($0))" } ?? ""
      let title = String(repeating: " ", count: indent + 4) + (position == 0 ? "either" : "or") + name
      let isOneOfSeveral = kinds.count > 1
      let lines = kind.innerFields.flatMap {
        self.lines($0, path + [$0.name], indent: indent + (isOneOfSeveral ? 6 : 4), columns)
      }
      return (isOneOfSeveral ? [title] : []) + lines
    }
  }

  /// Name, type and facts, which go to a line of their own where they do not fit.
  private func heading(_ field: SchemaField, _ path: [String], indent: Int, _ columns: Columns) -> [String] {
    var facts = FieldWords.facts(field.node)
    if side == .input, path.count > 1, field.isRequired { facts.insert("required", at: 0) }
    if path.count == 1 {
      facts += combined.filter { $0.fields.contains(field.name) }.map { togetherText($0, field.name) }
    }
    let factText = TerminalText.text(facts.joined(separator: ", "))
    let name = TerminalText.text(field.name)
    let type = FieldWords.type(field.node)
    let typeStart = max(columns.type, indent + name.displayWidth + 2)
    let factStart = max(columns.facts, typeStart + type.displayWidth + 2)
    let head = String(repeating: " ", count: indent) + console.style.name(name.padded(to: typeStart - indent)) + type
    if factText.isEmpty { return [head] }
    guard factStart + factText.displayWidth <= console.width else {
      return [head, paragraph(factText, indent: indent + 4)]
    }
    return [head + String(repeating: " ", count: factStart - typeStart - type.displayWidth) + factText]
  }

  private func paragraph(_ text: String, indent: Int) -> String {
    TextLayout.wrap(TerminalText.text(text), width: min(console.width, 100), indent: indent)
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
      text += ", and \(values.count - shown.count) more" + (path.first.map { "; all: \(moreCommand($0))" } ?? "")
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
  /// Itself, where it is a whole input or output that no list of fields tells.
  var wholeToShow: SchemaNode? {
    guard fields.isEmpty else { return nil }
    switch shape {
    case .any where !isNull: return nil
    case .object: return nil
    default: return self
    }
  }

  /// The kinds of object that it, or an item of it, may be.
  var kindsOfObject: [SchemaNode] {
    switch shape {
    case .object: [self]
    case .list(let item), .map(let item): item.kindsOfObject
    case .union(let branches):
      branches.flatMap(\.kindsOfObject).reduce(into: []) { if !$1.fields.isEmpty, !$0.contains($1) { $0.append($1) } }
    default: []
    }
  }

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

import FalCore
import FalRegistry

/// `name=value` and `name:=JSON` for an input of a model.
struct InputAssignment {
  let name: String
  private let text: String
  private let isJSON: Bool

  /// Reads an assignment.
  ///
  /// - Throws: `CommandError` when there is no `=`.
  init(_ word: String) throws(CommandError) {
    guard let sign = word.firstIndex(of: "="), sign != word.startIndex else {
      throw .usage("'\(word)' is neither name=value nor name:=JSON")
    }
    let before = word[..<sign]
    isJSON = before.hasSuffix(":")
    name = String(isJSON ? before.dropLast() : before)
    text = String(word[word.index(after: sign)...])
  }

  /// The value, read as the field's type says: a text field stays text, whatever the value looks like.
  func value(for node: SchemaNode) throws(CommandError) -> JSON {
    if isJSON {
      do throws(JSONParseError) {
        return try JSON(parsing: text, duplicateNames: .reject)
      } catch {
        throw .invalid(InputIssue(field: name, rule: "json", message: "the JSON is wrong: \(error)"))
      }
    }
    if case .list(let item) = node.shape { return .array([try value(for: item)]) }
    guard let value = Self.read(text, as: node) else {
      let facts = FieldWords.facts(node).joined(separator: ", ")
      let message = "'\(text)' is no \(FieldWords.type(node))" + (facts.isEmpty ? "" : " (\(facts))")
      throw .invalid(
        InputIssue(field: name, rule: "type", message: message),
        suggestions: NearestNames.of(text, among: node.choices.compactMap(\.string))
      )
    }
    return value
  }

  private static func read(_ text: String, as node: SchemaNode) -> JSON? {
    if !node.allowedValues.isEmpty {
      return node.allowedValues.first { $0.string == text || $0.string == nil && $0.text() == text }
    }
    switch node.shape {
    case .text, .any: return .string(text)
    case .boolean:
      switch text.lowercased() {
      case "true", "yes", "on", "1": return true
      case "false", "no", "off", "0": return false
      default: return nil
      }
    case .integer, .number:
      guard case .number(let number)? = try? JSON(parsing: text), node.limits.allows(number) else { return nil }
      if node.shape == .number { return .number(number) }
      return number.int.map { .number(JSONNumber($0)) } ?? number.uint64.map { .number(JSONNumber($0)) }
    case .union(let branches): return branches.lazy.compactMap { read(text, as: $0) }.first
    case .list(let item): return read(text, as: item).map { .array([$0]) }
    case .object, .map, .recursive: return try? JSON(parsing: text).object.map(JSON.object)
    }
  }

  /// Adds assignments to an input; one that is repeated for a list adds an item each.
  static func apply(_ words: [String], to input: JSON, of model: ModelDescription) throws(CommandError) -> JSON {
    var input = input
    var given: Set<String> = []
    for word in words {
      let assignment = try InputAssignment(word)
      guard let field = model.schema.inputs.first(where: { $0.name == assignment.name }) else {
        let isInside = assignment.name.contains { $0 == "." || $0 == "[" }
        let message =
          isInside
          ? "inputs inside others are set as JSON in this version: image_size:='{\"width\": 640, \"height\": 480}'"
          : "\(model.record.id) has no such input"
        throw .invalid(
          InputIssue(field: assignment.name, rule: "unknown-field", message: message),
          endpointID: model.record.id,
          suggestions: NearestNames.of(assignment.name, among: model.schema.inputs.map(\.name)),
          hint: "falkit model-info \(Shell.quoted(model.record.id))"
        )
      }
      let value = try assignment.value(for: field.node)
      if given.insert(field.name).inserted {
        input[field.name] = value
      } else if let items = input[field.name].array, let more = value.array {
        input[field.name] = .array(items + more)
      } else {
        throw .invalid(
          InputIssue(field: field.name, rule: "repeated", message: "it is given twice, and is no list"),
          endpointID: model.record.id
        )
      }
    }
    return input
  }
}

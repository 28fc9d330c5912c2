package import FalCore
package import FalSchema

extension SchemaNode {
  /// What a text means as a value of this type; `nil` when it means nothing.
  ///
  /// A text field stays text, whatever it looks like.
  package func value(of text: String) -> JSON? {
    if !allowedValues.isEmpty {
      return allowedValues.first { $0.string == text || $0.string == nil && $0.text() == text }
    }
    switch shape {
    case .text, .any: return .string(text)
    case .boolean:
      switch text.lowercased() {
      case "true", "yes", "on", "1": return true
      case "false", "no", "off", "0": return false
      default: return nil
      }
    case .integer, .number:
      guard case .number(let number)? = try? JSON(parsing: text) else { return nil }
      if shape == .number { return .number(number) }
      return number.int.map { .number(JSONNumber($0)) } ?? number.uint64.map { .number(JSONNumber($0)) }
    case .union(let branches):
      // The first that takes it as it is, so that a number beyond the limits of one is tried as the next.
      let values = branches.lazy.compactMap { branch in branch.value(of: text).map { (branch, $0) } }
      return (values.first { InputValidator($0).accepts($1) } ?? values.first)?.1
    case .list(let item): return Self.list(of: text).map(JSON.array) ?? item.value(of: text).map { .array([$0]) }
    case .object, .map, .recursive: return try? JSON(parsing: text).object.map(JSON.object)
    }
  }

  /// The items of a list that is written out as JSON; `nil` for any other text.
  package static func list(of text: String) -> [JSON]? {
    text.first { !$0.isWhitespace } == "[" ? try? JSON(parsing: text).array : nil
  }

  /// The value that a step leads to; `nil` when the schema does not tell.
  package func node(at step: JSONStep) -> SchemaNode? {
    switch (shape, step) {
    case (.object(let fields), .name(let name)): fields.first { $0.name == name }?.node
    case (.map(let value), .name): value
    case (.list(let item), .index): item
    case (.union(let branches), _): branches.lazy.compactMap { $0.node(at: step) }.first
    default: nil
    }
  }

  /// The item, when it is a list, or among several kinds of value one that is.
  package var item: SchemaNode? {
    switch shape {
    case .list(let item): item
    case .union(let branches): branches.lazy.compactMap(\.item).first
    default: nil
    }
  }

  /// Whether the address of a file stands in a member `url`, not in a text.
  package var isFileObject: Bool {
    switch shape {
    case .object: media != nil
    case .union(let branches): !branches.contains { $0.shape == .text } && branches.contains(where: \.isFileObject)
    default: false
    }
  }
}

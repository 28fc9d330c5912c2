import FalCore
import FalRegistry

/// The formats that an input asks for.
struct RequestedFormats: Sendable {
  private var formats: [MediaKind: MediaFormat] = [:]

  /// Reads the formats.
  ///
  /// - Throws: An answer with status 422 when one is asked for that cannot be made; a default that cannot be made is
  ///   passed over.
  init(_ values: InputValues) throws(ModelFailure) {
    var issues: [JSON] = []
    for field in values.fields where Self.isFormat(field.name) {
      if let given = values.given(field.name) {
        issues += Self.issues(with: given, at: [.name(field.name)], field.node)
      }
      add(values.value(field.name))
    }
    for (name, settings) in values.json.object ?? [:] {
      guard let given = settings.object?["format"] else { continue }
      issues += Self.issues(with: given, at: [.name(name), .name("format")], nil)
      add(given)
    }
    if !issues.isEmpty { throw .invalidInput(issues) }
  }

  /// The format for files of a kind, where one was asked for.
  func format(of kind: MediaKind) -> MediaFormat? { formats[kind] }

  private mutating func add(_ value: JSON?) {
    for text in (value?.array ?? value.map { [$0] } ?? []).compactMap(\.string) {
      guard let format = MediaFormat(named: text) else { continue }
      formats[format.kind] = formats[format.kind] ?? format
    }
  }

  private static func isFormat(_ name: String) -> Bool {
    name.hasSuffix("format") || name.hasSuffix("formats") || name.hasSuffix("container_and_codec")
  }

  private static func issues(with value: JSON, at path: JSONPath, _ node: SchemaNode?) -> [JSON] {
    if let items = value.array {
      return items.enumerated().flatMap { issues(with: $0.element, at: path + [.index($0.offset)], node) }
    }
    guard let text = value.string, MediaFormat(named: text) == nil, MediaFormat.isOther(text) else { return [] }
    let possible = (node?.choices ?? []).compactMap(\.string).filter { MediaFormat(named: $0) != nil }
    let hint =
      possible.isEmpty
      ? "leave it out, and see the output for what was made" : "it can make \(possible.joined(separator: ", "))"
    return [.issue("feature_not_supported", "A local fal cannot make \(text); \(hint)", at: path, value)]
  }
}

extension SchemaNode {
  /// The values among which one can choose, also those of a list's items.
  fileprivate var choices: [JSON] {
    if !allowedValues.isEmpty { return allowedValues }
    switch shape {
    case .list(let item): return item.choices
    case .union(let branches): return branches.flatMap(\.choices)
    default: return []
    }
  }
}

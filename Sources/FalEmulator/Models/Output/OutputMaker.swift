import FalCore
import FalRegistry

/// Makes an output that fits a schema.
struct OutputMaker: Sendable {
  /// Where in the output a value stands.
  struct Place {
    let name: String
    var index = 0
    var depth = 0
    /// The file that the surrounding object describes.
    var file: MadeFile?
  }

  /// Deeper values are left empty; no model's output goes half as deep.
  private static let maximumDepth = 20

  private let values: InputValues
  private let media: MediaMaker
  private let plain: PlainValues

  init(_ values: InputValues, _ media: MediaMaker) {
    self.values = values
    self.media = media
    plain = PlainValues(request: media.request)
  }

  /// Makes the whole output.
  func output(of node: SchemaNode) -> JSON {
    value(of: node, Place(name: "output"))
  }

  private func value(of node: SchemaNode, _ place: Place) -> JSON {
    if let value = fact(node, place) ?? seed(node, place) ?? echo(node, place) { return value }
    if let value = node.allowedValues.first { return value }
    if node.isNullable, place.depth >= Self.maximumDepth || isBetterAbsent(node, place) { return .null }
    if let kind = node.media { return file(kind, node, place) }
    switch node.shape {
    case .any, .map: return undescribed(node, place)
    case .recursive: return [:]
    case .boolean: return false
    case .integer:
      let number = Int(exactly: plain.number(place.name, node.limits, index: place.index).rounded(.up))
      // A bound that no `Int` can hold is a whole number itself.
      return .number(number.map { JSONNumber($0) } ?? node.limits.minimum ?? node.limits.maximum ?? JSONNumber(0))
    case .number: return JSON(floatLiteral: plain.number(place.name, node.limits, index: place.index))
    case .text: return .string(plain.text(place.name, node))
    case .list(let item): return list(of: item, node.limits, place)
    case .object(let fields): return object(fields, node, place)
    case .union(let branches): return branches.first.map { value(of: $0, place) } ?? .null
    }
  }
}

// MARK: - Values that are known

extension OutputMaker {
  /// What is true of the file that the surrounding object describes.
  private func fact(_ node: SchemaNode, _ place: Place) -> JSON? {
    guard let file = place.file, let fact = file.facts[place.name] else { return nil }
    if node.accepts(fact) { return fact }
    // Making the bytes takes a while, so their number is only told where it must be.
    if place.name == "file_size" { return .number(JSONNumber(file.content().count)) }
    let text = JSON.string(fact.text())
    return fact.number != nil && node.accepts(text) ? text : nil
  }

  private func seed(_ node: SchemaNode, _ place: Place) -> JSON? {
    let seed = media.request.seed
    switch place.name {
    case "seed", "used_seed": return node.accepts(.number(seed)) ? .number(seed) : nil
    case "seeds":
      let number = JSON.number(JSONNumber((seed.uint64 ?? 0) &+ UInt64(place.index)))
      return node.accepts(number) ? number : nil
    default: return nil
    }
  }

  /// The input of the same name, as models tell what they used.
  private func echo(_ node: SchemaNode, _ place: Place) -> JSON? {
    guard place.depth == 1, let value = values.value(place.name), node.accepts(value) else { return nil }
    // A file that is returned is another than the one that was given.
    return node.media == nil ? value : nil
  }

  /// Whether `null` tells more than a made-up value.
  private func isBetterAbsent(_ node: SchemaNode, _ place: Place) -> Bool {
    if place.name.contains("error") || node.format == "binary" { return true }
    if place.name.contains("prompt"), node.isText { return media.request.prompt.isEmpty }
    return node.media == .model3D && Self.isOtherFormat(place.name)
  }

  /// Whether an output is called after a format that cannot be made: `fbx`, `animation_fbx`.
  private static func isOtherFormat(_ name: String) -> Bool {
    MediaFormat.isOther(name) && MediaFormat(named: name) == nil
  }
}

// MARK: - Lists, objects, files

extension OutputMaker {
  private func list(of item: SchemaNode, _ limits: SchemaLimits, _ place: Place) -> JSON {
    if case .recursive = item.shape { return [] }
    // Nothing went wrong.
    if place.name.contains("fail") || place.name.contains("error"), limits.minimumItems ?? 0 == 0 { return [] }
    let isPerFile = item.mediaKind != nil || place.name.contains("nsfw") || place.name == "seeds"
    let usual = place.depth < Self.maximumDepth ? (isPerFile ? media.request.count : 1) : 0
    let count = min(max(usual, min(limits.minimumItems ?? 0, 100)), limits.maximumItems ?? .max)
    return .array(
      (0..<count).map { value(of: item, Place(name: place.name, index: $0, depth: place.depth + 1, file: place.file)) }
    )
  }

  private func object(_ fields: [SchemaField], _ node: SchemaNode, _ place: Place) -> JSON {
    var file = place.file
    // Some describe a file with more than a file object has; realtime models have the file itself as its content.
    let texts = Set(fields.filter(\.node.isText).map(\.name))
    if texts.contains("url") || texts.isSuperset(of: ["content", "content_type"]), place.depth > 0 {
      let kind = MediaKind.named(node.componentName ?? "") ?? MediaKind.named(place.name) ?? .file
      file = media.file(kind, name: place.name, index: place.index)
    }
    return members(fields, place, file)
  }

  private func members(_ fields: [SchemaField], _ place: Place, _ file: MadeFile?) -> JSON {
    if place.depth >= Self.maximumDepth { return [:] }
    var members = JSONObject()
    for field in fields {
      let inner = Place(name: field.name, index: place.index, depth: place.depth + 1, file: file)
      if !field.isRequired, !field.node.isNullable {
        if isBetterAbsent(field.node, inner) || file?.facts[field.name] == .null { continue }
      }
      members[field.name] = value(of: field.node, inner)
    }
    return .object(members)
  }

  /// A value of which the document says little: a file where the name says so, else nothing.
  private func undescribed(_ node: SchemaNode, _ place: Place) -> JSON {
    if case .map(let value) = node.shape, !value.valueTypes.isEmpty { return [:] }
    if let kind = MediaKind.named(place.name) { return fileObject(kind, place) }
    // Spans are lists of two numbers.
    return place.name == "timestamp" ? .number(JSONNumber(place.index)) : [:]
  }

  /// A file in the form that the schema has for it: an object, or its address alone.
  private func file(_ kind: MediaKind, _ node: SchemaNode, _ place: Place) -> JSON {
    switch node.shape {
    case .union(let branches):
      return branches.first { $0.media != nil }.map { file(kind, $0, place) } ?? .null
    case .object(let fields):
      let declared = fields.first { $0.name == "content_type" }?.node.defaultValue?.string
      let usual = MediaFormat.allCases.first { $0.contentType == declared && $0.kind == kind }
      return members(fields, place, media.file(kind, name: place.name, index: place.index, usual: usual))
    case .text:
      return media.file(kind, name: place.name.withoutURL, index: place.index).address
    default:
      return fileObject(kind, place)
    }
  }

  /// A file as most models describe one.
  private func fileObject(_ kind: MediaKind, _ place: Place) -> JSON {
    let facts = media.file(kind, name: place.name, index: place.index).facts
    let told = ["url", "content_type", "file_name", "file_size"] + (kind == .image ? ["width", "height"] : [])
    return .object(JSONObject(told.compactMap { name in facts[name].map { (name, $0) } }))
  }
}

extension SchemaNode {
  fileprivate var isText: Bool {
    if case .text = shape { true } else { false }
  }

  fileprivate func accepts(_ value: JSON) -> Bool {
    InputValidator(self).accepts(value)
  }
}

extension String {
  /// The name of what a `thumbnail_url` leads to.
  fileprivate var withoutURL: String { hasSuffix("_url") ? String(dropLast(4)) : self }
}

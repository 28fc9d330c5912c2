package import FalCore

/// Makes a small valid input for a model.
package struct ExampleInput: Sendable {
  private let schema: ModelSchema
  private let override: EndpointOverride

  /// Prepares examples for a model.
  package init(_ schema: ModelSchema, _ override: EndpointOverride) {
    self.schema = schema
    self.override = override
  }

  /// What must be given, and nothing else; files are addresses at example.com.
  package var json: JSON {
    if schema.inputs.isEmpty, schema.describesInput { return value(of: schema.input, "input", depth: 0) }
    return .object(JSONObject(schema.required.map { ($0.name, value(of: $0.node, $0.name, depth: 0)) }))
  }

  private func value(of node: SchemaNode, _ name: String, depth: Int) -> JSON {
    if let value = node.defaultValue, !value.isNull, value != "", value != [], InputValidator(node).accepts(value) {
      return value
    }
    if let value = node.allowedValues.first { return value }
    if let media = node.media, !isObject(node) { return .string(Self.address(media, node.mediaLimits.formats)) }
    switch node.shape {
    case .any: return .string(text(for: name, node))
    case .boolean: return true
    case .integer: return .number(wholeNumber(node.limits))
    case .number: return JSONNumber(number(node.limits)).map(JSON.number) ?? 1
    case .text: return .string(text(for: name, node))
    case .list(let item):
      // As many as there must be, but never absurdly many: examples are for people.
      let count = depth < 2 ? min(max(node.limits.minimumItems ?? 1, 1), 8) : 1
      if case .recursive = item.shape, node.limits.minimumItems ?? 0 == 0 { return [] }
      return .array((0..<count).map { _ in value(of: item, name, depth: depth + 1) })
    case .object(let fields):
      if node.media != nil { return ["url": .string(Self.address(node.media ?? .file, []))] }
      // An object without members says nothing, so the first of them stands in where none must be given.
      if fields.isEmpty { return ["name": "value"] }
      let required = fields.filter(\.isRequired)
      let members = required.isEmpty ? fields.prefix(1) : required[...]
      return .object(JSONObject(members.map { ($0.name, value(of: $0.node, $0.name, depth: depth + 1)) }))
    // Empty ones say nothing either.
    case .map(let item): return ["name": depth < 8 ? value(of: item, name, depth: depth + 1) : .null]
    // What it may be is not known here; what contains itself ends somewhere, mostly with nothing.
    case .recursive: return node.isNullable ? .null : [:]
    case .union(let branches):
      let branch = branches.first { if case .recursive = $0.shape { false } else { true } } ?? branches.first
      return branch.map { value(of: $0, name, depth: depth) } ?? .null
    }
  }

  private func wholeNumber(_ limits: SchemaLimits) -> JSONNumber {
    // The bounds themselves, because some are larger than what a `Double` counts one by one.
    let numbers = [Int(exactly: number(limits).rounded(.up)).map { JSONNumber($0) }, limits.minimum, limits.maximum]
    return numbers.lazy.compactMap(\.self).first { $0.isWhole && limits.allows($0) } ?? JSONNumber(1)
  }

  private func isObject(_ node: SchemaNode) -> Bool {
    switch node.shape {
    case .object: true
    case .union(let branches): branches.allSatisfy(isObject)
    default: false
    }
  }

  /// A number within the limits: the least one, or 1.
  private func number(_ limits: SchemaLimits) -> Double {
    var value = 1.0
    if let least = limits.minimum?.double { value = max(value, least) }
    if let bound = limits.exclusiveMinimum?.double, value <= bound { value = bound + 1 }
    if let most = limits.maximum?.double, value > most { value = most }
    if let bound = limits.exclusiveMaximum?.double, value >= bound { value = bound - 1 }
    if let step = limits.multipleOf?.double, step > 0 { value = (value / step).rounded(.up) * step }
    return value
  }

  private func text(for name: String, _ node: SchemaNode) -> String {
    if let pattern = node.limits.pattern { return pattern.contains("#") ? "#336699" : "name" }
    let text: String =
      switch name {
      case "text", "script", "gen_text", "input": "The tide comes in twice a day."
      case "lyrics", "lyrics_prompt": "[verse]\nThe tide comes in, the tide goes out"
      case "negative_prompt": "blurry"
      case let name where name.contains("prompt") || name.contains("instruction"): prompt
      case "language", "language_code": "en"
      case "url": "https://example.com/file"
      case "path": "https://example.com/weights.safetensors"
      case "messages": "Describe the picture."
      default: name.split(separator: "_").joined(separator: " ")
      }
    return String(text.prefix(node.limits.maximumLength ?? .max))
  }

  /// A prompt for what must be given: it refers to files where prompts do, changes a picture or clip, or describes one.
  private var prompt: String {
    let required = schema.required
    if let reference = override.references.first(where: { mark in required.contains { $0.name == mark.field } }) {
      return "turn @\(reference.mark)1 into a watercolour"
    }
    let hasPicture = required.contains { $0.node.mediaKind == .image || $0.node.mediaKind == .video }
    let makesMedia = schema.outputs.isEmpty || schema.outputs.contains { $0.node.mediaKind != nil }
    if hasPicture { return makesMedia ? "turn it into a watercolour" : "What is to be seen here?" }
    return "a lighthouse at dusk, waves breaking below"
  }

  private static func address(_ kind: MediaKind, _ formats: [String]) -> String {
    let usual =
      switch kind {
      case .image: "photo.png"
      case .video: "clip.mp4"
      case .audio: "sound.mp3"
      case .model3D: "model.glb"
      case .file: "data.zip"
      }
    let name = usual.prefix { $0 != "." }
    return "https://example.com/" + (formats.first.map { "\(name).\($0)" } ?? usual)
  }
}

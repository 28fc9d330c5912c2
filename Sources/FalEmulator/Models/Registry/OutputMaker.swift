import FalCore
import FalRegistry

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Makes an output that fits a schema, out of an input.
struct OutputMaker {
  let input: JSON
  let media: RequestedMedia
  let files: EmulatedFiles

  private static let mostDepth = 12
  /// Schemas that say "at least a thousand items" do not get them.
  private static let mostItems = 64

  func output(_ node: SchemaNode) -> JSON {
    if case .any = node.shape { return [:] }
    return value(of: node, "", number: 0, depth: 0)
  }

  private func value(of node: SchemaNode, _ name: String, number: Int, depth: Int) -> JSON {
    guard depth < Self.mostDepth else { return node.isNullable ? .null : .object([:]) }
    // Models return what they were asked for under the same name: the prompt, the seed.
    if depth == 1, node.media == nil, InputValidator(node).issues(in: input[name]).isEmpty, !input[name].isNull {
      return input[name]
    }
    if let kind = node.media { return file(kind, node, name, number: number, depth: depth) }
    if let allowed = node.allowedValues.first { return node.defaultValue ?? allowed }
    switch node.shape {
    case .any: return [:]
    case .boolean: return false
    case .integer: return .number(JSONNumber(integer(name, node.limits)))
    case .number: return JSONNumber(Double(bounded(0, node.limits))).map(JSON.number) ?? 0
    case .text: return .string(text(name, node))
    case .list(let item): return list(of: item, node, name, depth: depth)
    case .object(let fields): return object(fields, number: number, depth: depth)
    case .map, .recursive: return [:]
    case .union(let branches):
      let best = branches.first { $0.mediaKind != nil } ?? branches.first
      return best.map { value(of: $0, name, number: number, depth: depth + 1) } ?? .null
    }
  }

  private func object(_ fields: [SchemaField], number: Int, depth: Int) -> JSON {
    .object(JSONObject(fields.map { ($0.name, value(of: $0.node, $0.name, number: number, depth: depth + 1)) }))
  }

  private func list(of item: SchemaNode, _ node: SchemaNode, _ name: String, depth: Int) -> JSON {
    // One flag for each picture.
    let isPerFile = item.mediaKind == .image || item.mediaKind == .video || name.hasPrefix("has_nsfw")
    let asked = isPerFile ? media.count : 1
    let least = min(node.limits.minimumItems ?? 0, Self.mostItems)
    let count = min(max(asked, least), node.limits.maximumItems ?? .max)
    return .array((0..<count).map { value(of: item, name, number: $0, depth: depth + 1) })
  }

  // MARK: - Files

  private func file(_ kind: MediaKind, _ node: SchemaNode, _ name: String, number: Int, depth: Int) -> JSON {
    if case .list(let item) = node.shape { return list(of: item, node, name, depth: depth) }
    let file = MadeFile(kind, media, number: number, field: name)
    let address = address(of: file)
    guard let fields = Self.members(of: node) else { return .string(address) }
    guard !fields.isEmpty else { return ["url": .string(address)] }
    return .object(
      JSONObject(
        fields.compactMap { field in
          if let known = member(field, of: file, address) { return (field.name, known) }
          if field.node.isNullable { return (field.name, .null) }
          return field.isRequired ? (field.name, value(of: field.node, field.name, number: 0, depth: depth + 2)) : nil
        }
      )
    )
  }

  /// The members of a file's description; `nil` where it is, or may be, a plain address.
  private static func members(of node: SchemaNode) -> [SchemaField]? {
    switch node.shape {
    case .object(let fields): fields
    case .map, .recursive: []
    case .union(let branches): branches.contains { $0.shape == .text } ? nil : node.fields
    default: nil
    }
  }

  private func member(_ field: SchemaField, of file: MadeFile, _ address: String) -> JSON? {
    switch field.name {
    case "url": return .string(address)
    case "content_type": return .string(file.contentType)
    case "file_name": return .string(file.name)
    case "width": return file.width.map { .number(JSONNumber($0)) }
    case "height": return file.height.map { .number(JSONNumber($0)) }
    case "duration": return file.duration.flatMap(JSONNumber.init).map(JSON.number)
    // The size is known when the file has been made, which otherwise happens when it is fetched.
    case "file_size" where field.isRequired && !field.node.isNullable:
      return .number(JSONNumber(file.make().count))
    default: return nil
    }
  }

  private func address(of file: MadeFile) -> String {
    guard media.isInline, file.contentType.hasPrefix("image/") else {
      return files.add(file.name, contentType: file.contentType, content: file.make)
    }
    return "data:\(file.contentType);base64,\(Data(file.make()).base64EncodedString())"
  }

  // MARK: - Values

  private func integer(_ name: String, _ limits: SchemaLimits) -> Int {
    name == "seed" ? Int(truncatingIfNeeded: media.seed) : Int(bounded(0, limits).rounded(.up))
  }

  /// The nearest number that is allowed.
  private func bounded(_ wanted: Double, _ limits: SchemaLimits) -> Double {
    var number = wanted
    if let least = limits.minimum?.double { number = max(number, least) }
    if let bound = limits.exclusiveMinimum?.double, number <= bound { number = bound + 1 }
    if let most = limits.maximum?.double { number = min(number, most) }
    if let bound = limits.exclusiveMaximum?.double, number >= bound { number = bound - 1 }
    return number
  }

  private func text(_ name: String, _ node: SchemaNode) -> String {
    if node.format == "date-time" { return "2026-01-01T00:00:00Z" }
    let prompt = media.prompt
    let sentence = prompt.isEmpty ? "A local fal has no model." : "A local fal has no model; it was asked: \(prompt)"
    return String(sentence.prefix(node.limits.maximumLength ?? .max))
  }
}

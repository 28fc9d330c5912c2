public import FalJSON

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

extension MessagePack {
  /// The media type of bytes of which nothing is known.
  private static let unknownType = "application/octet-stream"

  /// Creates a value from JSON, with members in their order.
  ///
  /// Integers of 64 bits stay exactly what they are; all other numbers become the nearest `double`, infinite when they
  /// are too large for it.
  public init(_ json: JSON) {
    switch json {
    case .null: self = .nil
    case .bool(let value): self = .bool(value)
    case .number(let number): self = Self.number(number)
    case .string(let text): self = .string(text)
    case .array(let items): self = .array(items.map { MessagePack($0) })
    case .object(let object): self = .map(object.map { MapEntry(.string($0.name), MessagePack($0.value)) })
    }
  }

  private static func number(_ number: JSONNumber) -> MessagePack {
    // Only as text tells a number 1 from 1.0, which a server may tell apart as well.
    let text = number.description
    return Int64(text).map(MessagePack.integer) ?? UInt64(text).map(MessagePack.unsigned) ?? .double(number.double)
  }

  /// The value as JSON, for reading what a model has returned as any other result.
  ///
  /// - Bytes become a data URI in Base64. A map that holds a file, with bytes as its `content` and no `url`, has the
  ///   data URI as its `url`, too, of the type that its `content_type` says.
  /// - Extended values become an object with `type` and `data`, in Base64.
  /// - Keys that are no texts become what their JSON is as text; of lists and maps in a key, the first level is kept.
  /// - A `float` becomes the shortest decimal that gives it, so that 0.1 stays 0.1. NaN and infinities become null.
  /// - Of equal keys the last value stays, in the first place.
  /// - What is nested deeper than JSON is read becomes null.
  public var json: JSON { json(levels: JSON.maximumDepth) }

  private func json(levels: Int) -> JSON {
    switch self {
    case .nil: return .null
    case .bool(let value): return .bool(value)
    case .integer(let value): return .number(JSONNumber(value))
    case .unsigned(let value): return .number(JSONNumber(value))
    case .float(let value): return Self.json(Double(value.description) ?? Double(value))
    case .double(let value): return Self.json(value)
    case .string(let text): return .string(text)
    case .binary(let content): return Self.dataURI(content, type: Self.unknownType)
    case .array, .map, .extended:
      guard levels > 0 else { return .null }
      return collection(levels: levels - 1)
    }
  }

  private func collection(levels: Int) -> JSON {
    switch self {
    case .array(let items): .array(items.map { $0.json(levels: levels) })
    case .extended(let type, let content):
      ["type": .number(JSONNumber(type)), "data": .string(Data(content).base64EncodedString())]
    default: .object(object(levels: levels))
    }
  }

  private func object(levels: Int) -> JSONObject {
    var object = JSONObject()
    let file = file
    for entry in map ?? [] {
      let name = entry.key.name(levels: levels)
      switch (file, name) {
      case (let file?, "content"):
        object["content"] = file
        object["url"] = file
      case (.some, "url"): continue
      default: object[name] = entry.value.json(levels: levels)
      }
    }
    return object
  }

  /// The address of the file that a map holds.
  private var file: JSON? {
    guard let content = self["content"].bytes, self["url"].isNil else { return nil }
    let type = self["content_type"].string?.filter { $0 != " " } ?? ""
    // Some other characters would end the address, or the type in it.
    let isType =
      type.contains("/") && type.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) || "/+-._;=".contains($0) }
    return Self.dataURI(content, type: isType ? type : Self.unknownType)
  }

  /// The value as a member's name.
  private func name(levels: Int) -> String {
    // Names within names would be escaped again at every level, which doubles their length each time.
    if let string { return string }
    let json = json(levels: min(levels, 1))
    return json.string ?? json.text()
  }

  private static func json(_ value: Double) -> JSON { JSONNumber(value).map(JSON.number) ?? .null }

  private static func dataURI(_ content: [UInt8], type: String) -> JSON {
    .string("data:\(type);base64,\(Data(content).base64EncodedString())")
  }
}

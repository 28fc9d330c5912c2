extension JSON: Codable {
  /// Reads a value from any decoder; numbers keep what the decoder can give of them.
  public init(from decoder: any Decoder) throws {
    if let container = try? decoder.container(keyedBy: Name.self) {
      let members = try container.allKeys.map { ($0.stringValue, try container.decode(JSON.self, forKey: $0)) }
      // Decoders give names in any order; sorted, equal values are written alike.
      self = .object(JSONObject(members.sorted(on: \.0)))
    } else if var container = try? decoder.unkeyedContainer() {
      var items: [JSON] = []
      while !container.isAtEnd { items.append(try container.decode(JSON.self)) }
      self = .array(items)
    } else {
      self = try JSON(scalar: try decoder.singleValueContainer())
    }
  }

  private init(scalar container: any SingleValueDecodingContainer) throws {
    if container.decodeNil() {
      self = .null
    } else if let value = try? container.decode(Bool.self) {
      self = .bool(value)
    } else if let value = try? container.decode(Int64.self) {
      self = .number(JSONNumber(value))
    } else if let value = try? container.decode(UInt64.self) {
      self = .number(JSONNumber(value))
    } else if let value = try? container.decode(Double.self), let number = JSONNumber(value) {
      self = .number(number)
    } else {
      self = .string(try container.decode(String.self))
    }
  }

  /// Writes the value to any encoder.
  ///
  /// - Throws: Also `EncodingError` for what is nested deeper than it could be read again.
  public func encode(to encoder: any Encoder) throws {
    if encoder.codingPath.isEmpty, isTooDeep {
      let context = EncodingError.Context(codingPath: [], debugDescription: "it is nested too deep")
      throw EncodingError.invalidValue(self, context)
    }
    switch self {
    case .object(let object):
      var container = encoder.container(keyedBy: Name.self)
      for (name, value) in object { try container.encode(value, forKey: Name(name)) }
    case .array(let items):
      var container = encoder.unkeyedContainer()
      for item in items { try container.encode(item) }
    default:
      var container = encoder.singleValueContainer()
      switch self {
      case .bool(let value): try container.encode(value)
      case .number(let number): try Self.encode(number, into: &container)
      case .string(let text): try container.encode(text)
      default: try container.encodeNil()
      }
    }
  }

  private static func encode(_ number: JSONNumber, into container: inout any SingleValueEncodingContainer) throws {
    if let value = number.int {
      try container.encode(value)
    } else if let value = number.uint64 {
      try container.encode(value)
    } else {
      try container.encode(number.double)
    }
  }

  private struct Name: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }

    init(_ name: String) { stringValue = name }
    init?(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }
}

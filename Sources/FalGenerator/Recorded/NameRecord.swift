package import FalJSON
import FalSystem

/// The public names of one endpoint, as `names.json` keeps them.
package struct NameRecord: Sendable, Hashable {
  /// A name of the service and what it is called in Swift.
  package struct Pair: Sendable, Hashable {
    package let name: String
    package let swiftName: String
  }

  /// What a type is called.
  package struct TypeName: Sendable, Hashable {
    /// Its name inside the endpoint.
    package var name: String
    /// The type beside the endpoints that it is; `nil` when it stands inside the endpoint.
    package var shared: String?
  }

  /// The module that the endpoint is in.
  package var module: String
  /// The endpoint's type.
  package var type: String
  /// The types inside it, by where they stand: `Input.loras` is a `LoRAWeight`.
  package var types: [String: TypeName] = [:]
  /// The members of each type that stands inside it, values of enums too, in the order of the initialiser.
  package var members: [String: [Pair]] = [:]

  package init(module: String, type: String) {
    self.module = module
    self.type = type
  }

  package init(json: JSON) {
    module = json["module"].string ?? ""
    type = json["type"].string ?? ""
    for (path, name) in json["types"].object ?? [:] { types[path] = name.string.map(TypeName.init(text:)) }
    for (type, text) in json["members"].object ?? [:] {
      members[type] = Pair.list(text.string ?? "")
    }
  }

  package var json: JSON {
    func object<Value>(_ values: [String: Value], _ json: (Value) -> JSON) -> JSON {
      .object(JSONObject(values.sorted(on: \.key).map { ($0.key, json($0.value)) }))
    }
    return [
      "module": .string(module),
      "type": .string(type),
      "types": object(types) { .string($0.text) },
      "members": object(members) { .string(Pair.text($0)) },
    ]
  }
}

extension NameRecord.TypeName {
  /// Reads `OutputFormat=JPEGOrPNG`, or `Input` for a type that stands inside the endpoint.
  fileprivate init(text: String) {
    let parts = text.split(separator: "=", maxSplits: 1)
    name = parts.first.map(String.init) ?? ""
    shared = parts.count > 1 ? String(parts[1]) : nil
  }

  fileprivate var text: String { shared.map { "\(name)=\($0)" } ?? name }
}

extension NameRecord.Pair {
  /// Writes what `list` reads.
  static func text(_ pairs: [NameRecord.Pair]) -> String {
    pairs.map(\.line).joined(separator: " ")
  }

  /// Reads `image_url=imageURL prompt`: names that are the same in Swift are written once.
  ///
  /// By bytes: all names of an endpoint's module pass through here in every build that generates anything.
  static func list(_ text: String) -> [NameRecord.Pair] {
    text.utf8.split(separator: UInt8(ascii: " ")).map { line in
      guard let sign = line.firstIndex(of: UInt8(ascii: "=")) else {
        let name = unescape(line)
        return NameRecord.Pair(name: name, swiftName: name)
      }
      return NameRecord.Pair(name: unescape(line[..<sign]), swiftName: unescape(line[line.index(after: sign)...]))
    }
  }

  fileprivate var line: String {
    name == swiftName ? Self.escape(name) : "\(Self.escape(name))=\(Self.escape(swiftName))"
  }

  /// Writes what separates names, and the empty name, as `%` with two hexadecimal digits per byte.
  private static func escape(_ name: String) -> String {
    if name.isEmpty { return "%" }
    return PercentCoding.encode(name, usesCapitals: false) { byte in
      byte <= UInt8(ascii: " ") || byte == UInt8(ascii: "%") || byte == UInt8(ascii: "=") || byte == 0x7F
    }
  }

  private static func unescape(_ text: Substring.UTF8View) -> String {
    if text.elementsEqual("%".utf8) { return "" }
    return String(decoding: PercentCoding.decode(text), as: UTF8.self)
  }
}

import FalJSON

/// Tells whether two types of an endpoint are alike, before they have names.
struct TypeKey {
  let shapes: [String: TypeShape]

  func key(of type: TypeShape) -> String {
    key(of: type, open: [])
  }

  private func key(of type: TypeShape, open: [String]) -> String {
    let open = open + [type.path]
    switch type.content {
    case .object(let members):
      let parts = members.map { member in
        "\(member.name)\u{0}\(key(of: member.type, open))\(member.isOptional ? "?" : "")\(member.isRecursive ? "^" : "")\u{0}"
          + member.documentation.joined(separator: "\n")
      }
      return "{\(type.isInput)\u{0}\(parts.joined(separator: "\u{0}"))}"
    case .choice(let choice):
      return "<\(choice.prefix)\u{0}\(JSON.array(choice.values).text())>"
    case .union(let branches):
      let parts = branches.map { branch in
        "\(branch.label)\u{0}\(key(of: branch.type, open))\(JSON.object(JSONObject(branch.constants)).text())"
      }
      return "(\(type.isInput)\u{0}\(parts.joined(separator: "\u{0}")))"
    }
  }

  private func key(of type: ValueType, _ open: [String]) -> String {
    switch type {
    case .own(let path):
      // What leads back to itself is told by how far.
      if let position = open.firstIndex(of: path) { return "^\(open.count - position)" }
      return shapes[path].map { key(of: $0, open: open) } ?? path
    case .list(let item): return "[\(key(of: item, open))]"
    case .map(let item): return "[:\(key(of: item, open))]"
    case .file(let file): return file.rawValue
    default: return "\(type)"
    }
  }
}

import FalCore

/// What makes two types of a module the same: everything that is written down of them.
struct TypeIdentity {
  private let types: [String: TypeModel]

  init(_ endpoint: EndpointModel) {
    types = Dictionary(endpoint.types.map { ($0.name, $0) }) { first, _ in first }
  }

  func key(of type: TypeModel) -> String {
    key(of: type, open: [])
  }

  private func key(of type: TypeModel, open: [String]) -> String {
    let open = open + [type.name]
    var parts = [type.isInput ? "input" : "output"]
    switch type.content {
    case .object(let members):
      parts.append("object \(type.member ?? "")")
      for member in members {
        parts += [member.name, member.swiftName, key(of: member.type, open)]
        parts.append("\(member.isOptional) \(member.isRecursive) \(member.initialValue ?? "")")
        parts += member.documentation
      }
    case .choice(let values):
      // Inputs and outputs share sets of values.
      parts = ["choice"] + values.flatMap { [$0.value.text(), $0.swiftName] }
    case .union(let branches):
      parts.append("union")
      for branch in branches {
        parts += [branch.swiftName, key(of: branch.type, open), "\(branch.isRecursive)"]
        parts += branch.constants.flatMap { [$0.name, $0.value.text()] }
      }
    }
    // No part can hold the separator: names and texts have no control characters left, or are JSON.
    return "(\(parts.joined(separator: "\u{1}")))"
  }

  private func key(of type: ValueType, _ open: [String]) -> String {
    switch type {
    case .own(let name):
      if let position = open.firstIndex(of: name) { return "^\(open.count - position)" }
      return types[name].map { key(of: $0, open: open) } ?? name
    case .list(let item): return "[\(key(of: item, open))]"
    case .map(let item): return "[:\(key(of: item, open))]"
    case .file(let file): return file.rawValue
    case .text: return "text"
    case .integer: return "integer"
    case .number: return "number"
    case .boolean: return "boolean"
    case .json: return "json"
    case .media: return "media"
    case .imageSize: return "imageSize"
    }
  }
}

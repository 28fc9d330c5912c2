import FalJSON

/// What makes two types of a module the same: everything that is written down of them.
struct TypeIdentity {
  private let types: [String: TypeModel]

  init(_ endpoint: EndpointModel) {
    types = Dictionary(endpoint.types.map { ($0.name, $0) }) { first, _ in first }
  }

  /// A fingerprint of a type, which is the same for types that are the same.
  func fingerprint(of type: TypeModel) -> Fingerprint {
    var fingerprint = Fingerprint()
    var open: [String] = []
    combine(type, into: &fingerprint, open: &open)
    return fingerprint
  }

  private func combine(_ type: TypeModel, into fingerprint: inout Fingerprint, open: inout [String]) {
    open.append(type.name)
    defer { open.removeLast() }
    switch type.content {
    case .object(let members):
      fingerprint.combine(type.isInput ? "input object" : "output object")
      fingerprint.combine(type.member ?? "")
      fingerprint.combine(members.count)
      for member in members {
        fingerprint.combine(member.name)
        fingerprint.combine(member.swiftName)
        combine(member.type, into: &fingerprint, open: &open)
        fingerprint.combine(member.isOptional)
        fingerprint.combine(member.isRecursive)
        fingerprint.combine(member.initialValue ?? "")
        fingerprint.combine(member.documentation.count)
        for line in member.documentation { fingerprint.combine(line) }
      }
    case .choice(let values):
      // Inputs and outputs share sets of values.
      fingerprint.combine("choice")
      fingerprint.combine(values.count)
      for value in values {
        combine(value.value, into: &fingerprint)
        fingerprint.combine(value.swiftName)
      }
    case .union(let branches):
      fingerprint.combine(type.isInput ? "input union" : "output union")
      fingerprint.combine(branches.count)
      for branch in branches {
        fingerprint.combine(branch.swiftName)
        combine(branch.type, into: &fingerprint, open: &open)
        fingerprint.combine(branch.isRecursive)
        fingerprint.combine(branch.constants.count)
        for constant in branch.constants {
          fingerprint.combine(constant.name)
          combine(constant.value, into: &fingerprint)
        }
      }
    }
  }

  private func combine(_ type: ValueType, into fingerprint: inout Fingerprint, open: inout [String]) {
    switch type {
    case .own(let name):
      if let position = open.firstIndex(of: name) {
        // What leads back to itself is told by how far.
        fingerprint.combine("outer")
        fingerprint.combine(open.count - position)
      } else if let type = types[name] {
        combine(type, into: &fingerprint, open: &open)
      } else {
        fingerprint.combine(name)
      }
    case .list(let item):
      fingerprint.combine("list")
      combine(item, into: &fingerprint, open: &open)
    case .map(let item):
      fingerprint.combine("map")
      combine(item, into: &fingerprint, open: &open)
    case .file(let file): fingerprint.combine(file.rawValue)
    case .text: fingerprint.combine("text")
    case .integer: fingerprint.combine("integer")
    case .number: fingerprint.combine("number")
    case .boolean: fingerprint.combine("boolean")
    case .json: fingerprint.combine("json")
    case .media: fingerprint.combine("media")
    case .imageSize: fingerprint.combine("imageSize")
    }
  }

  private func combine(_ value: JSON, into fingerprint: inout Fingerprint) {
    if let text = value.string {
      fingerprint.combine("text")
      fingerprint.combine(text)
    } else {
      fingerprint.combine(value.text())
    }
  }
}

import FalJSON

/// What makes two types the same.
///
/// The structure is what a program sees of a type: members, their types, which of them must be given, allowed values.
/// What glossary and documents say about members is no part of it: an edited sentence changes no type.
struct TypeIdentity: Hashable, Sendable {
  let structure: Fingerprint
  /// The structure, and of inputs also the limits and defaults that their documentation states: a type that says another
  /// model's default would be worse than one more type.
  let withFacts: Fingerprint

  /// The identities of an endpoint's types, by path.
  static func all(of shape: EndpointShape) -> [String: TypeIdentity] {
    var builder = Builder(shape.types)
    // What is inside others comes behind them.
    for type in shape.types.reversed() { builder.add(type) }
    var identities = builder.identities
    // A type that leads back to something around it is what it is only inside of that.
    for type in shape.types {
      guard let outer = builder.outermost[type.path], outer != type.path, let around = identities[outer],
        let own = identities[type.path]
      else { continue }
      identities[type.path] = own.within(around)
    }
    return identities
  }

  private func within(_ outer: TypeIdentity) -> TypeIdentity {
    var structure = structure
    structure.combine(outer.structure)
    var withFacts = withFacts
    withFacts.combine(outer.withFacts)
    return TypeIdentity(structure: structure, withFacts: withFacts)
  }
}

/// Combines what a type consists of, from the inside out, so that each is looked at once.
private struct Builder {
  private(set) var identities: [String: TypeIdentity] = [:]
  /// For types that lead back to one around them: the path of the outermost such type.
  private(set) var outermost: [String: String] = [:]
  private let types: [String: TypeShape]
  private var structure = Fingerprint()
  private var withFacts = Fingerprint()
  private var outer: String?

  init(_ types: [TypeShape]) {
    self.types = Dictionary(types.map { ($0.path, $0) }) { first, _ in first }
  }

  mutating func add(_ type: TypeShape) {
    structure = Fingerprint()
    withFacts = Fingerprint()
    outer = nil
    switch type.content {
    case .object(let members):
      combine(type.isInput ? "input object" : "output object")
      combine(members.count)
      // The order says nothing: documents list the same members in many.
      for member in members.sorted(on: \.name) {
        combine(member.name)
        combine(member.type, in: type)
        combine((member.isSentAsNull ? 4 : 0) + (member.isOptional ? 2 : 0) + (member.isRecursive ? 1 : 0))
        combine(member.constant.map { $0.text() } ?? "")
        if type.isInput { withFacts.combine(member.documentation.facts) }
      }
    case .enumeration(let choice):
      // Inputs and outputs share sets of values, whatever their order.
      combine(choice.isText ? "texts" : "numbers")
      combine(choice.values.count)
      for value in choice.valueNames.sorted(on: \.name) {
        combine(value.name)
        combine(value.swiftName)
      }
    case .union(let branches):
      combine(type.isInput ? "input union" : "output union")
      combine(branches.count)
      for branch in branches {
        combine(branch.label)
        combine(branch.type, in: type)
        combine(branch.isRecursive ? 1 : 0)
        combine(JSON.object(JSONObject(branch.constants)).text())
      }
    }
    identities[type.path] = TypeIdentity(structure: structure, withFacts: withFacts)
    if let outer { outermost[type.path] = outer }
  }

  private mutating func combine(_ type: ShapeType, in owner: TypeShape) {
    switch type {
    case .own(let own):
      let path = own.text
      combine("own")
      if let known = identities[path] {
        structure.combine(known.structure)
        withFacts.combine(known.withFacts)
        if let outer = outermost[path], outer != owner.path { widen(to: outer) }
      } else {
        // Not yet known, so it is around this one; how far tells which.
        combine("outer")
        combine(distance(from: owner, to: path))
        if path != owner.path { widen(to: path) }
      }
    case .list(let item):
      combine("list")
      combine(item, in: owner)
    case .map(let item):
      combine("map")
      combine(item, in: owner)
    case .optional(let item):
      combine("optional")
      combine(item, in: owner)
    case .file(let file): combine(file.rawValue)
    case .text: combine("text")
    case .integer: combine("integer")
    case .unsigned: combine("unsigned")
    case .number: combine("number")
    case .boolean: combine("boolean")
    case .json: combine("json")
    case .media: combine("media")
    case .imageSize: combine("imageSize")
    }
  }

  /// Of two types around one, remembers the outer, whose path is shorter.
  private mutating func widen(to path: String) {
    if let outer, outer.utf8.count <= path.utf8.count { return }
    outer = path
  }

  private func distance(from type: TypeShape, to path: String) -> Int {
    var distance = 0
    var current = type
    while current.path != path, let parent = current.parent.flatMap({ types[$0] }) {
      distance += 1
      current = parent
    }
    return distance
  }

  private mutating func combine(_ text: String) {
    structure.combine(text)
    withFacts.combine(text)
  }

  private mutating func combine(_ number: Int) {
    structure.combine(number)
    withFacts.combine(number)
  }
}

/// An endpoint with what makes its types the same as others.
struct IdentifiedEndpoint {
  let shape: EndpointShape
  let identities: [String: TypeIdentity]
  /// Its types, by path.
  let types: [String: TypeShape]
  /// What the types of its output have, by path.
  let abilities: [String: [AbilityShape]]

  init(_ shape: EndpointShape) {
    self.shape = shape
    identities = TypeIdentity.all(of: shape)
    types = Dictionary(shape.types.map { ($0.path, $0) }) { first, _ in first }
    abilities = AbilityFinder(shape.types).abilities
  }
}

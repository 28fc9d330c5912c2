import FalJSON

/// Gives the members, values and cases of one type Swift names: those that are recorded, and new ones for what is new.
struct TypeNamer {
  /// The type's recorded names, in order; new ones are added.
  private(set) var pairs: [NameRecord.Pair]
  /// Names that had to get a number, with where they stand.
  private(set) var numbered: [(wanted: String, name: String, path: String)] = []
  private let type: TypeShape
  /// What types are called where this one is written.
  private let reference: (String) -> String
  /// The endpoint that the type is of.
  private let endpoint: IdentifiedEndpoint

  init(
    _ type: TypeShape,
    of endpoint: IdentifiedEndpoint,
    pairs: [NameRecord.Pair],
    reference: @escaping (String) -> String
  ) {
    self.type = type
    self.endpoint = endpoint
    self.pairs = pairs
    self.reference = reference
  }

  /// The type under a name.
  ///
  /// - Parameters:
  ///   - name: The type's name.
  ///   - documentation: What is said about each member, where it is not what the type's own members say.
  /// - Returns: The type.
  mutating func model(_ name: String, documentation: [String: MemberDocumentation] = [:]) -> TypeModel {
    let content: TypeModel.Content =
      switch type.content {
      case .object(let members): .object(self.members(members, documentation))
      case .enumeration(let choice): .enumeration(values(choice))
      case .union(let branches): .union(self.branches(branches))
      }
    return TypeModel(
      name: name,
      isInput: type.isInput,
      isWhole: type.path == "Input" || type.path == "Output",
      member: type.member,
      content: content,
      abilities: abilities(),
      isFile: type.isFile
    )
  }

  /// What the type has, by the Swift names of its members.
  private func abilities() -> [AbilityShape] {
    (endpoint.abilities[type.path] ?? []).map { shape in
      let members = zip(swiftNames(of: shape.members.map(\.name)), shape.members).map { (name: $0, source: $1.source) }
      return AbilityShape(ability: shape.ability, members: members)
    }
  }

  /// A type with names in place of paths.
  static func resolved(_ type: ShapeType, _ reference: (String) -> String) -> NamedType {
    switch type {
    case .own(let path): .own(TypeName(text: reference(path.text)))
    case .list(let item): .list(resolved(item, reference))
    case .map(let item): .map(resolved(item, reference))
    case .optional(let item): .optional(resolved(item, reference))
    case .text: .text
    case .integer: .integer
    case .unsigned: .unsigned
    case .number: .number
    case .boolean: .boolean
    case .json: .json
    case .media: .media
    case .file(let file): .file(file)
    case .imageSize: .imageSize
    }
  }

  private mutating func members(
    _ members: [MemberShape],
    _ documentation: [String: MemberDocumentation]
  ) -> [MemberModel] {
    // In a first initialiser what is required comes first; later members come last, whatever they are.
    var ordered = members.filter { !$0.isOptional } + members.filter(\.isOptional)
    assign(ordered.map { ($0.name, Identifier.member($0.name)) })
    if !pairs.elementsEqual(ordered, by: { $0.name == $1.name }) {
      let order = Dictionary(pairs.enumerated().map { ($1.name, $0) }) { first, _ in first }
      ordered.sort { (order[$0.name] ?? 0) < (order[$1.name] ?? 0) }
    }
    return zip(ordered, swiftNames(of: ordered.map(\.name))).map { member, swiftName in
      MemberModel(
        name: member.name,
        swiftName: swiftName,
        type: Self.resolved(member.type, reference),
        isOptional: member.isOptional,
        isSentAsNull: member.isSentAsNull,
        initialValue: initialValue(of: member),
        isRecursive: member.isRecursive,
        documentation: (documentation[member.name] ?? member.documentation).lines
      )
    }
  }

  /// What is required and can have one value only need not be given.
  private func initialValue(of member: MemberShape) -> InitialValue? {
    if member.isOptional { return .nothing }
    guard let constant = member.constant else { return nil }
    switch member.type {
    case .boolean: return constant.bool.map(InitialValue.boolean)
    case .own(let path):
      guard case .enumeration(let choice) = endpoint.types[path.text]?.content, let value = choice.valueNames.first
      else {
        return nil
      }
      return .enumeration(value.swiftName)
    default: return nil
    }
  }

  private mutating func values(_ choice: EnumShape) -> [EnumValue] {
    let names = choice.valueNames
    assign(names)
    var values: [String: JSON] = [:]
    for (value, name) in zip(choice.values, names) { values[name.name] = value }
    // In recorded order: types that several endpoints share list them in one.
    return pairs.compactMap { pair in values[pair.name].map { EnumValue(value: $0, swiftName: pair.swiftName) } }
  }

  private mutating func branches(_ branches: [BranchShape]) -> [BranchModel] {
    assign(branches.map { ($0.label, Identifier.member($0.label)) }, reserved: ["other"])
    return zip(branches, swiftNames(of: branches.map(\.label))).map { branch, swiftName in
      BranchModel(
        swiftName: swiftName,
        type: Self.resolved(branch.type, reference),
        constants: branch.constants,
        demand: branch.demand,
        isRecursive: branch.isRecursive
      )
    }
  }

  /// Records a Swift name for each name that has none.
  private mutating func assign(_ wanted: [(name: String, swiftName: String)], reserved: Set<String> = []) {
    if pairs.elementsEqual(wanted, by: { $0.name == $1.name }) { return }
    var known = Set(pairs.map(\.name))
    var taken = Set(pairs.map(\.swiftName)).union(reserved)
    for (name, plain) in wanted where known.insert(name).inserted {
      let unique = Identifier.unique(plain, among: taken)
      if unique != plain { numbered.append((plain, unique, "\(type.path).\(name)")) }
      taken.insert(unique)
      pairs.append(NameRecord.Pair(name: name, swiftName: unique))
    }
  }

  /// The Swift names of some names, all of which are among the pairs.
  private func swiftNames(of names: [String]) -> [String] {
    // Nearly always they are the same, in the same order.
    if pairs.elementsEqual(names, by: { $0.name == $1 }) { return pairs.map(\.swiftName) }
    let known = Dictionary(pairs.map { ($0.name, $0.swiftName) }) { first, _ in first }
    return names.map { known[$0] ?? $0 }
  }
}

import FalJSON
import FalSchema

/// Gives an endpoint's types and their members Swift names: those that are recorded, and new ones for what is new.
package struct EndpointNamer {
  private let shape: EndpointShape
  private let acceptsRenames: Bool
  private var record: NameRecord
  private var diagnostics: [GeneratorDiagnostic] = []
  /// The first type that has a name.
  private var owners: [String: TypeShape] = [:]
  private var names: [String: String] = [:]
  private var taken: Set<String>
  private let shapes: [String: TypeShape]

  package struct Result {
    package let model: EndpointModel
    /// The recorded names and the new ones.
    package let record: NameRecord
    package let diagnostics: [GeneratorDiagnostic]
  }

  /// - Parameters:
  ///   - shape: The endpoint.
  ///   - name: What its type is called, unless a name is recorded.
  ///   - recorded: The names it has had.
  ///   - acceptsRenames: Whether names that cannot be kept are recorded anew.
  /// - Returns: The endpoint with names, and what to record.
  package static func named(
    _ shape: EndpointShape,
    _ name: String,
    recorded: NameRecord?,
    acceptsRenames: Bool = false
  ) -> Result {
    var namer = EndpointNamer(shape, name, recorded, acceptsRenames)
    return namer.run()
  }

  private init(_ shape: EndpointShape, _ name: String, _ recorded: NameRecord?, _ acceptsRenames: Bool) {
    self.shape = shape
    self.acceptsRenames = acceptsRenames
    record = recorded ?? NameRecord(module: shape.record.module, type: name)
    taken = Set(record.types.values)
    shapes = Dictionary(shape.types.map { ($0.path, $0) }) { first, _ in first }
  }

  private mutating func run() -> Result {
    // From the outside in, so that the plain names go to what users meet first.
    let depths = Set(shape.types.map(\.depth)).sorted()
    for depth in depths { for type in shape.types where type.depth == depth { nameType(type) } }
    var types: [TypeModel] = []
    var done: Set<String> = []
    for type in shape.types {
      guard let name = names[type.path], done.insert(name).inserted else { continue }
      types.append(model(of: type, name))
    }
    let model = EndpointModel(
      id: shape.record.id,
      title: shape.record.name,
      category: shape.record.category,
      isOffered: shape.record.status == .active,
      name: record.type,
      input: resolved(shape.input),
      output: resolved(shape.output),
      types: types
    )
    return Result(model: model, record: record, diagnostics: diagnostics)
  }

  private func resolved(_ type: ValueType) -> ValueType {
    switch type {
    case .own(let path): .own(names[path] ?? path)
    case .list(let item): .list(resolved(item))
    case .map(let item): .map(resolved(item))
    default: type
    }
  }

  // MARK: - Types

  /// Gives a type its name, which types that are alike share, where the words for it are the same.
  private mutating func nameType(_ type: TypeShape) {
    if let name = record.types[type.path] {
      if isFree(name, for: type) {
        owners[name] = type
        names[type.path] = name
        return
      }
      diagnostics.append(
        GeneratorDiagnostic(
          .error,
          .changedName,
          shape.record.id,
          type.path,
          "it shares the type \(name) with another member and is no longer like it"
        )
      )
    }
    let name = newName(for: type)
    taken.insert(name)
    owners[name] = type
    names[type.path] = name
    // What is recorded stays so, even where it cannot be kept: only people may accept that.
    if record.types[type.path] == nil || acceptsRenames { record.types[type.path] = name }
  }

  /// A name for a type that has none: its own words, else with the words of what it is in, else with a number.
  private mutating func newName(for type: TypeShape) -> String {
    if type.path == "Input" || type.path == "Output" { return type.path }
    let base = Identifier.type(type.hint)
    let enclosing = shape.types.last { type.path.hasPrefix("\($0.path).") || type.path.hasPrefix("\($0.path)|") }
    let within = enclosing.flatMap { names[$0.path] } ?? ""
    var candidates = [base, within + base]
    if Identifier.reservedTypes.contains(base) {
      candidates[0] = within == "Input" || within == "Output" ? "\(base)Value" : within + base
    }
    // A component that is used for several members, and not in quite the same way.
    if type.depth == 1, let member = type.member { candidates.insert(Identifier.type(member), at: 1) }
    let free = candidates.first { name in
      if owners[name] != nil { return isFree(name, for: type) }
      return !taken.contains(name) && !Identifier.reservedTypes.contains(name)
    }
    if let free { return free }
    let name = Identifier.unique(candidates[0], among: taken)
    noteNumber(name, candidates[0], type.path)
    return name
  }

  /// Whether nothing else has a name, or only what is like the type.
  private func isFree(_ name: String, for type: TypeShape) -> Bool {
    guard let owner = owners[name] else { return true }
    let keys = TypeKey(shapes: shapes)
    return keys.key(of: owner) == keys.key(of: type)
  }

  private mutating func noteNumber(_ name: String, _ wanted: String, _ path: String) {
    diagnostics.append(
      GeneratorDiagnostic(.note, .numberedName, shape.record.id, path, "\(wanted) is taken, so it is called \(name)")
    )
  }

  private mutating func model(of type: TypeShape, _ name: String) -> TypeModel {
    let content: TypeModel.Content =
      switch type.content {
      case .object(let members): .object(self.members(members, of: type, name))
      case .choice(let choice): .choice(values(choice, of: type, name))
      case .union(let branches): .union(self.branches(branches, of: type, name))
      }
    return TypeModel(name: name, isInput: type.isInput, member: type.member, content: content)
  }

  // MARK: - Members

  private mutating func members(_ members: [MemberShape], of type: TypeShape, _ name: String) -> [MemberModel] {
    // In a first initialiser what is required comes first; later members come last, whatever they are.
    var ordered = members.filter { !$0.isOptional } + members.filter(\.isOptional)
    let pairs = assign(ordered.map(\.name), to: name, type.path, Identifier.member)
    if !pairs.elementsEqual(ordered, by: { $0.name == $1.name }) {
      let order = Dictionary(uniqueKeysWithValues: pairs.enumerated().map { ($1.name, $0) })
      ordered.sort { (order[$0.name] ?? 0) < (order[$1.name] ?? 0) }
    }
    var models: [MemberModel] = []
    for (member, swiftName) in zip(ordered, Self.swiftNames(of: ordered.map(\.name), in: pairs)) {
      models.append(
        MemberModel(
          name: member.name,
          swiftName: swiftName,
          type: resolved(member.type),
          isOptional: member.isOptional,
          initialValue: initialValue(of: member),
          isRecursive: member.isRecursive,
          documentation: member.documentation
        )
      )
    }
    return models
  }

  /// What is required and can have one value only need not be given.
  private mutating func initialValue(of member: MemberShape) -> String? {
    if member.isOptional { return "nil" }
    guard let constant = member.constant else { return nil }
    switch member.type {
    case .boolean: return constant.bool.map { "\($0)" }
    case .own(let path):
      guard let type = shapes[path], let name = names[path], case .choice(let choice) = type.content else { return nil }
      return values(choice, of: type, name).first.map { ".\(Identifier.quoted($0.swiftName))" }
    default: return nil
    }
  }

  private mutating func values(_ choice: ChoiceShape, of type: TypeShape, _ name: String) -> [ChoiceValue] {
    let texts = choice.values.map { $0.string ?? $0.text() }
    let pairs = assign(texts, to: name, type.path) { Identifier.value($0, prefix: choice.prefix) }
    return zip(choice.values, Self.swiftNames(of: texts, in: pairs)).map { ChoiceValue(value: $0, swiftName: $1) }
  }

  private mutating func branches(_ branches: [BranchShape], of type: TypeShape, _ name: String) -> [BranchModel] {
    var labels: Set<String> = []
    let unique = branches.map { branch in
      let label = Identifier.unique(branch.label, among: labels)
      labels.insert(label)
      return label
    }
    let pairs = assign(unique, to: name, type.path, reserved: ["other"], Identifier.member)
    return zip(branches, Self.swiftNames(of: unique, in: pairs)).map { branch, swiftName in
      BranchModel(
        swiftName: swiftName,
        type: resolved(branch.type),
        constants: branch.constants,
        isRecursive: branch.isRecursive
      )
    }
  }

  /// Records a Swift name for each name that has none, and gives all pairs of the type.
  private mutating func assign(
    _ wanted: [String],
    to type: String,
    _ path: String,
    reserved: Set<String> = [],
    _ swiftName: (String) -> String
  ) -> [NameRecord.Pair] {
    var pairs = record.members[type] ?? []
    if pairs.elementsEqual(wanted, by: { $0.name == $1 }) { return pairs }
    var known = Set(pairs.map(\.name))
    var taken = Set(pairs.map(\.swiftName)).union(reserved)
    for name in wanted where known.insert(name).inserted {
      let plain = swiftName(name)
      let unique = Identifier.unique(plain, among: taken)
      if unique != plain { noteNumber(unique, plain, "\(path).\(name)") }
      taken.insert(unique)
      pairs.append(NameRecord.Pair(name: name, swiftName: unique))
    }
    if pairs.count != record.members[type]?.count { record.members[type] = pairs }
    return pairs
  }

  /// The Swift names of some names, all of which are among the pairs.
  private static func swiftNames(of names: [String], in pairs: [NameRecord.Pair]) -> [String] {
    // Nearly always they are the same, in the same order.
    if pairs.elementsEqual(names, by: { $0.name == $1 }) { return pairs.map(\.swiftName) }
    let known = Dictionary(pairs.map { ($0.name, $0.swiftName) }) { first, _ in first }
    return names.map { known[$0] ?? $0 }
  }
}

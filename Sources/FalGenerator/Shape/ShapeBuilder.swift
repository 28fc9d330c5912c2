import FalJSON
import FalSchema

/// Decides which types an endpoint's input and output become.
package struct ShapeBuilder {
  /// Above this number of values a set of them is a text: a type with hundreds of members helps nobody.
  static let mostValues = 60

  private let source: EndpointSource
  private var types: [TypeShape] = []
  private(set) var diagnostics: [GeneratorDiagnostic] = []
  /// The components that are being built, from the outside in, with the paths of their types.
  private var open: [(component: String, path: String)] = []
  private var side = Glossary.Side.input

  /// The paths of the types that are being built, from the outside in.
  private var parents: [String] = []

  /// Where a value stands.
  private struct Place {
    /// In the endpoint's types: `Input.loras`.
    var path: String
    /// In the glossary: `loras`, `scale`.
    var names: [String]
    /// The words for a type here, where the value's own are not enough.
    var hint: String?

    var name: String { names.last ?? path.split(separator: "|").joined(separator: " ") }
  }

  private init(_ source: EndpointSource) {
    self.source = source
  }

  /// The types of an endpoint, and what was noticed.
  package static func shape(of source: EndpointSource) -> (shape: EndpointShape, diagnostics: [GeneratorDiagnostic]) {
    var builder = ShapeBuilder(source)
    let input = builder.root(source.schema.input, "Input")
    builder.side = .output
    let output = builder.root(source.schema.output, "Output")
    let shape = EndpointShape(record: source.record, input: input, output: output, types: builder.types)
    return (shape, builder.diagnostics)
  }

  private mutating func note(
    _ severity: GeneratorDiagnostic.Severity,
    _ code: GeneratorDiagnostic.Code,
    _ place: Place,
    _ message: String
  ) {
    diagnostics.append(GeneratorDiagnostic(severity, code, source.record.id, place.path, message))
  }

  /// Tells what of a value its type does not; that a document is too large, once.
  private mutating func note(_ losses: [SchemaLoss], at place: Place) {
    for loss in losses {
      if loss == .cutOff, diagnostics.contains(where: { $0.message == loss.description }) { continue }
      note(.warning, .partlyRead, place, loss.description)
    }
  }

  private func type(at place: Place, _ hint: String, _ content: TypeShape.Content) -> TypeShape {
    TypeShape(
      path: place.path,
      parent: parents.last,
      hint: hint,
      content: content,
      depth: place.names.count,
      member: place.names.last
    )
  }

  // MARK: - Values

  /// A whole input or output.
  ///
  /// What it consists of, where it is no object itself, has another name.
  private mutating func root(_ node: SchemaNode, _ name: String) -> ShapeType {
    var place = Place(path: name, names: [])
    func part(_ word: String) -> Place { Place(path: "\(name)|\(word)", names: []) }
    var isNullable = node.isNullable
    switch node.shape {
    case .list: place = part("item")
    case .map: place = part("value")
    case .object, .union: if isNullable { place = part("value") }
    default: isNullable = false
    }
    let type = value(node, at: place)
    if side == .output, case .object(let fields) = node.shape, fields.isEmpty {
      note(.warning, .noMembers, place, "the document names no member of it, so it is only there as JSON")
    }
    return isNullable && type != .json ? .optional(type) : type
  }

  private mutating func value(_ node: SchemaNode, at place: Place) -> ShapeType {
    note(node.losses, at: place)
    if let type = known(node) { return type }
    if let type = choice(node, at: place) { return type }
    switch node.shape {
    case .any: return untyped(node, at: place)
    case .boolean: return .boolean
    case .integer: return wholeNumber(node, at: place)
    case .number: return .number
    case .text: return .text
    case .list(let element): return .list(item(element, at: place))
    case .map(let element): return element.shape == .any ? .json : .map(item(element, at: place))
    case .object(let fields): return object(node, fields, at: place)
    case .union(let branches): return union(branches, node.componentName, at: place)
    case .recursive(let component):
      if let path = open.last(where: { $0.component == component })?.path { return .own(TypePath(text: path)) }
      note(.warning, .untyped, place, "a \(component) that holds itself without an object between is any JSON")
      return .json
    }
  }

  /// A value in a list or map, which may be `null` there.
  private mutating func item(_ node: SchemaNode, at place: Place) -> ShapeType {
    let type = value(node, at: place)
    return node.isNullable && type != .json ? .optional(type) : type
  }

  /// An `Int`, unless values above it are to be expected: seeds are often any 64 bits.
  private func wholeNumber(_ node: SchemaNode, at place: Place) -> ShapeType {
    let known = [node.limits.maximum, node.defaultValue?.number] + node.allowedValues.map(\.number)
    let isLarge = node.format == "uint64" || known.contains { $0.map { $0.int == nil && $0.double > 0 } ?? false }
    let isSeed = Self.isSeed(place.name) && !allowsNegativeSeeds
    return (isLarge || isSeed) && !Self.allowsNegative(node) ? .unsigned : .integer
  }

  /// Whether some seed of the endpoint may be negative; then those that it returns may be, too.
  private var allowsNegativeSeeds: Bool {
    source.schema.inputs.contains { Self.isSeed($0.name) && Self.allowsNegative($0.node) }
  }

  private static func isSeed(_ name: String) -> Bool {
    name == "seed" || name == "seeds" || name.hasSuffix("_seed") || name.hasSuffix("_seeds")
  }

  private static func allowsNegative(_ node: SchemaNode) -> Bool {
    [node.limits.minimum, node.limits.exclusiveMinimum, node.defaultValue?.number].contains { ($0?.double ?? 0) < 0 }
      || node.allowedValues.contains { ($0.double ?? 0) < 0 }
  }

  /// The types that are written by hand in FalCore.
  private func known(_ node: SchemaNode) -> ShapeType? {
    if Self.isImageSize(node) { return .imageSize }
    switch node.shape {
    case .text where side == .input && node.media != nil && node.allowedValues.isEmpty: return .media
    case .object(let fields) where side == .output:
      return FileType.fitting(fields, node.media).map(ShapeType.file)
    case .union(let branches) where side == .output:
      // Two descriptions of the same file: whatever either has.
      guard branches.allSatisfy({ !$0.fields.isEmpty }) else { return nil }
      return FileType.fitting(branches.flatMap(\.fields), node.media ?? branches[0].media).map(ShapeType.file)
    default: return nil
    }
  }

  private static func isImageSize(_ node: SchemaNode) -> Bool {
    guard case .union(let branches) = node.shape, branches.count == 2 else { return false }
    return branches.contains { $0.shape == .text && !$0.allowedValues.isEmpty }
      && branches.contains { Set($0.fields.map(\.name)) == ["width", "height"] }
  }

  private mutating func untyped(_ node: SchemaNode, at place: Place) -> ShapeType {
    if node.losses.contains(.cutOff) || node.isNull { return .json }
    if let component = node.componentName {
      note(.warning, .danglingReference, place, "the document does not contain \(component), so it is any JSON")
    } else {
      note(.warning, .untyped, place, "the document does not say what it is, so it is any JSON")
    }
    return .json
  }

  // MARK: - Sets of values

  private mutating func choice(_ node: SchemaNode, at place: Place) -> ShapeType? {
    let values: [JSON]
    switch node.shape {
    case .text, .integer:
      values = node.allowedValues
    case .union(let branches) where branches.allSatisfy { $0.shape == .text && $0.media == nil }:
      // Known texts or any text: enums are open, so this is one.
      values = branches.flatMap(\.allowedValues)
      if values.isEmpty { return .text }
    default:
      return nil
    }
    guard !values.isEmpty else { return nil }
    let isText = values.allSatisfy { $0.string != nil }
    guard isText || values.allSatisfy({ $0.int != nil }) else { return nil }
    if values.count > Self.mostValues {
      note(.note, .manyValues, place, "\(values.count) values are too many for an enum, so it is a text")
      return isText ? .text : .integer
    }
    var seen: Set<JSON> = []
    let distinct = values.filter { seen.insert($0).inserted }
    let prefix = place.name.split { $0 == "_" || $0 == "." || $0 == "|" }.last.map(String.init) ?? "value"
    types.append(type(at: place, place.hint ?? place.name, .enumeration(EnumShape(values: distinct, prefix: prefix))))
    return .own(TypePath(text: place.path))
  }

  // MARK: - Objects

  private mutating func object(_ node: SchemaNode, _ fields: [SchemaField], at place: Place) -> ShapeType {
    // Without known members it is whatever one likes; only as a whole input it is a type that can grow.
    guard !fields.isEmpty || place.path == "Input" || place.path == "Output" else { return .json }
    let position = types.count
    types.append(type(at: place, place.name, .object([])))
    parents.append(place.path)
    if let component = node.componentName { open.append((component, place.path)) }
    let members = fields.map { member($0, of: node, at: place) }
    if node.componentName != nil { open.removeLast() }
    parents.removeLast()
    types[position] = type(
      at: place,
      place.hint ?? ComponentName.words(node.componentName) ?? place.name,
      .object(members)
    )
    return .own(TypePath(text: place.path))
  }

  private mutating func member(_ field: SchemaField, of owner: SchemaNode, at place: Place) -> MemberShape {
    let inner = Place(path: "\(place.path).\(field.name)", names: place.names + [field.name])
    var node = field.node
    // The address of a file that is given as an object.
    if side == .input, owner.media != nil, field.name == "url", node.shape == .text { node.media = owner.media }
    let type = value(node, at: inner)
    let isOptional = !field.isRequired || node.isNullable || node.defaultValue != nil || node.hasUnrecordedDefault
    let isRecursive = Self.isRecursive(type, at: inner)
    return MemberShape(
      name: field.name,
      type: type,
      isOptional: isOptional || isRecursive,
      isSentAsNull: side == .input && field.isRequired && node.isNullable && node.defaultValue == nil
        && !node.hasUnrecordedDefault,
      constant: node.allowedValues.count == 1 ? node.allowedValues[0] : nil,
      isRecursive: isRecursive,
      documentation: MemberDocumentation(node, type: type, meaning: source.glossary.meaning(of: inner.names, side))
    )
  }

  /// Whether a value is of the type of something that it is inside of.
  private static func isRecursive(_ type: ShapeType, at place: Place) -> Bool {
    guard case .own(let own) = type else { return false }
    let path = own.text
    return place.path.hasPrefix("\(path).") || place.path.hasPrefix("\(path)|")
  }

  // MARK: - Several kinds of value

  private mutating func union(_ branches: [SchemaNode], _ component: String?, at place: Place) -> ShapeType {
    if branches.allSatisfy({ ($0.shape == .integer || $0.shape == .number) && $0.allowedValues.isEmpty }) {
      return .number
    }
    let branches = Self.withOneText(branches)
    let position = types.count
    types.append(type(at: place, place.name, .union([])))
    parents.append(place.path)
    if let component { open.append((component, place.path)) }
    var shapes: [BranchShape] = []
    for (branch, label) in zip(branches, BranchLabels.of(branches)) {
      var inner = place
      inner.path += "|\(label)"
      if case .object = branch.shape {
        inner.hint = ComponentName.words(branch.componentName) == nil ? "\(place.name) \(label)" : label
      } else {
        inner.hint = branch.allowedValues.isEmpty ? nil : "\(place.name) \(label)"
      }
      let type = value(branch, at: inner)
      // Any other JSON is a case of every union.
      if type == .json { continue }
      let constants = branch.fields.compactMap { field in
        field.isRequired && field.node.allowedValues.count == 1 ? (field.name, field.node.allowedValues[0]) : nil
      }
      let isRecursive = Self.isRecursive(type, at: inner)
      shapes.append(
        BranchShape(
          label: label,
          type: type,
          constants: constants,
          demand: Self.demand(of: branch),
          isRecursive: isRecursive
        )
      )
    }
    if component != nil { open.removeLast() }
    parents.removeLast()
    if shapes.isEmpty {
      types.removeSubrange(position...)
      return .json
    }
    types[position] = type(at: place, place.hint ?? ComponentName.words(component) ?? place.name, .union(shapes))
    return .own(TypePath(text: place.path))
  }

  private static func demand(of branch: SchemaNode) -> Demand {
    var isMap = false
    if case .map = branch.shape { isMap = true }
    let fields = branch.fields
    return Demand(required: fields.count { $0.isRequired }, members: fields.map(\.name), isMap: isMap)
  }

  /// Joins all branches that are texts: sets of them are open, so that the first would take every text.
  private static func withOneText(_ branches: [SchemaNode]) -> [SchemaNode] {
    func isPlainText(_ node: SchemaNode) -> Bool { node.shape == .text && node.media == nil }
    let texts = branches.filter(isPlainText)
    guard texts.count > 1, let first = branches.firstIndex(where: isPlainText) else { return branches }
    var joined = branches.filter { !isPlainText($0) }
    var text = texts[0]
    text.allowedValues = texts.flatMap(\.allowedValues)
    joined.insert(text, at: min(first, joined.count))
    return joined
  }
}

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

  /// Where a value stands.
  private struct Place {
    /// In the endpoint's types: `Input.loras`.
    var path: String
    /// In the glossary: `loras`, `scale`.
    var names: [String]

    var name: String { names.last ?? String(path.prefix { $0 != "|" }) }
  }

  private init(_ source: EndpointSource) {
    self.source = source
  }

  /// The types of an endpoint, and what was noticed.
  package static func shape(of source: EndpointSource) -> (shape: EndpointShape, diagnostics: [GeneratorDiagnostic]) {
    var builder = ShapeBuilder(source)
    let input = builder.value(source.schema.input, at: Place(path: "Input", names: []))
    builder.side = .output
    let output = builder.value(source.schema.output, at: Place(path: "Output", names: []))
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

  private func type(at place: Place, _ hint: String, _ content: TypeShape.Content) -> TypeShape {
    TypeShape(path: place.path, hint: hint, content: content, depth: place.names.count, member: place.names.last)
  }

  // MARK: - Values

  private mutating func value(_ node: SchemaNode, at place: Place) -> ValueType {
    if let type = known(node) { return type }
    if let type = choice(node, at: place) { return type }
    switch node.shape {
    case .any: return untyped(node, at: place)
    case .boolean: return .boolean
    case .integer: return .integer
    case .number: return .number
    case .text: return .text
    case .list(let item): return .list(value(item, at: place))
    case .map(let item): return item.shape == .any ? .json : .map(value(item, at: place))
    case .object(let fields): return object(node, fields, at: place)
    case .union(let branches): return union(branches, at: place)
    case .recursive(let component):
      guard let path = open.last(where: { $0.component == component })?.path else { return .json }
      return .own(path)
    }
  }

  /// The types that are written by hand in FalCore.
  private func known(_ node: SchemaNode) -> ValueType? {
    if Self.isImageSize(node) { return .imageSize }
    switch node.shape {
    case .text where side == .input && node.media != nil && node.allowedValues.isEmpty: return .media
    case .object(let fields) where side == .output:
      return FileType.fitting(fields, node.media).map(ValueType.file)
    case .union(let branches) where side == .output:
      // Two descriptions of the same file: whatever either has.
      guard branches.allSatisfy({ !$0.fields.isEmpty }) else { return nil }
      return FileType.fitting(branches.flatMap(\.fields), node.media ?? branches[0].media).map(ValueType.file)
    default: return nil
    }
  }

  private static func isImageSize(_ node: SchemaNode) -> Bool {
    guard case .union(let branches) = node.shape, branches.count == 2 else { return false }
    return branches.contains { $0.shape == .text && !$0.allowedValues.isEmpty }
      && branches.contains { Set($0.fields.map(\.name)) == ["width", "height"] }
  }

  private mutating func untyped(_ node: SchemaNode, at place: Place) -> ValueType {
    if let component = node.componentName {
      note(.warning, .danglingReference, place, "the document does not contain \(component), so it is any JSON")
    } else {
      note(.warning, .untyped, place, "the document does not say what it is, so it is any JSON")
    }
    return .json
  }

  // MARK: - Sets of values

  private mutating func choice(_ node: SchemaNode, at place: Place) -> ValueType? {
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
    types.append(type(at: place, place.name, .choice(ChoiceShape(values: distinct, prefix: prefix))))
    return .own(place.path)
  }

  // MARK: - Objects

  private mutating func object(_ node: SchemaNode, _ fields: [SchemaField], at place: Place) -> ValueType {
    // Without known members it is whatever one likes; only as a whole input it is a type that can grow.
    guard !fields.isEmpty || place.path == "Input" || place.path == "Output" else { return .json }
    let position = types.count
    types.append(type(at: place, place.name, .object([])))
    if let component = node.componentName { open.append((component, place.path)) }
    let members = fields.map { member($0, of: node, at: place) }
    if node.componentName != nil { open.removeLast() }
    // Beside other kinds of value, its own name would be theirs, too.
    let plain = place.path.hasSuffix("|object") ? "\(place.name) object" : place.name
    types[position] = type(at: place, Self.hint(node.componentName) ?? plain, .object(members))
    return .own(place.path)
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
      constant: node.allowedValues.count == 1 ? node.allowedValues[0] : nil,
      isRecursive: isRecursive,
      documentation: MemberDocumentation.lines(
        for: field,
        type: type,
        meaning: source.glossary.meaning(of: inner.names, side)
      )
    )
  }

  /// Whether a value is of the type of something that it is inside of.
  private static func isRecursive(_ type: ValueType, at place: Place) -> Bool {
    guard case .own(let path) = type else { return false }
    return place.path.hasPrefix("\(path).") || place.path.hasPrefix("\(path)|")
  }

  /// The words of a component's name, without what publishers' tools put around it.
  private static func hint(_ component: String?) -> String? {
    // registry__image__fast_sdxl__models__Image
    guard let component, !component.isEmpty else { return nil }
    var name = component.utf8.contains(UInt8(ascii: "_")) ? component.split(separator: "__").last ?? "" : component[...]
    // ImageType2
    let digits = name.utf8.reversed().prefix { $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }.count
    if digits > 0 {
      let stem = Substring(name.utf8.dropLast(digits))
      if stem.hasSuffix("Type"), stem.utf8.count > "Type".utf8.count { name = stem.dropLast("Type".count) }
    }
    return name.isEmpty ? nil : String(name)
  }

  // MARK: - Several kinds of value

  private mutating func union(_ branches: [SchemaNode], at place: Place) -> ValueType {
    if branches.allSatisfy({ ($0.shape == .integer || $0.shape == .number) && $0.allowedValues.isEmpty }) {
      return .number
    }
    let position = types.count
    types.append(type(at: place, place.name, .union([])))
    var shapes: [BranchShape] = []
    for branch in branches {
      let label = Self.label(branch)
      var inner = place
      inner.path += "|\(Self.hint(branch.componentName) ?? label)"
      let type = value(branch, at: inner)
      let constants = branch.fields.compactMap { field in
        field.isRequired && field.node.allowedValues.count == 1 ? (field.name, field.node.allowedValues[0]) : nil
      }
      if type != .json {
        shapes.append(
          BranchShape(
            label: label,
            type: type,
            constants: constants,
            isRecursive: Self.isRecursive(type, at: inner)
          )
        )
      }
    }
    types[position] = type(at: place, place.name, .union(shapes))
    return .own(place.path)
  }

  private static func label(_ node: SchemaNode) -> String {
    if let component = hint(node.componentName), !node.fields.isEmpty { return component }
    if node.media != nil, node.shape == .text { return "file" }
    return switch node.shape {
    case .any: "any"
    case .boolean: "boolean"
    case .integer: "integer"
    case .number: "number"
    case .text: "string"
    case .list: "list"
    case .object: "object"
    case .map: "map"
    case .union: "union"
    case .recursive(let component): component
    }
  }
}

import FalJSON
import FalSchema

/// Writes types as Swift source.
struct TypeEmitter {
  let options: EmitOptions

  func emit(_ type: TypeModel, into text: inout SwiftText) {
    text.blank()
    text.documentation(Self.summary(of: type))
    switch type.content {
    case .object(let members): emitObject(members, type, into: &text)
    case .enumeration(let values): emitChoice(values, type.name, into: &text)
    case .union(let branches): emitUnion(branches, type, into: &text)
    }
  }

  static func summary(of type: TypeModel) -> [String] {
    switch (type.content, type.member, type.isInput) {
    case (.enumeration(let values), _, _):
      guard values.count > 1 else { return ["Always `\(values.first.map(Self.code) ?? "")`."] }
      let shown = values.prefix(4).map { "`\(code($0))`" }
      return ["One of \(shown.joined(separator: ", "))" + (values.count > 4 ? " and so on." : ".")]
    case (_, let member?, _): return ["A value of `\(member)`."]
    case (_, nil, let isInput):
      return [(type.isWhole ? "What" : "One kind of what") + (isInput ? " the model takes." : " the model returns.")]
    }
  }

  /// A value between backticks.
  private static func code(_ value: EnumValue) -> String {
    PlainText.code(value.value.string ?? value.value.text())
  }

  static func swiftType(_ type: NamedType) -> String {
    switch type {
    case .text: "String"
    case .integer: "Int"
    case .unsigned: "UInt64"
    case .number: "Double"
    case .boolean: "Bool"
    case .json: "JSON"
    case .media: "MediaInput"
    case .file(let file): file.rawValue
    case .imageSize: "ImageSize"
    case .list(let item): "[\(swiftType(item))]"
    case .map(let item): "[String: \(swiftType(item))]"
    case .optional(let item): "\(swiftType(item))?"
    case .own(let name): name.text
    }
  }

  // MARK: - Objects

  private func emitObject(_ members: [MemberModel], _ type: TypeModel, into text: inout SwiftText) {
    text.block("\(options.modifier)struct \(type.name): \(conformances(of: type))") { text in
      for member in members {
        text.documentation(member.documentation)
        // Constants: with variables a module costs half as much again to compile, and inputs are made at once.
        let keyword = member.isRecursive ? "@Boxed \(options.modifier)private(set) var" : "\(options.modifier)let"
        text.line("\(keyword) \(Identifier.quoted(member.swiftName)): \(memberType(member))")
      }
      if !members.isEmpty { text.blank() }
      if type.isInput { emitInitializer(members, into: &text) }
      if isWritten(type) { emitWriting(members, into: &text) }
      if isWritten(type), isRead(type) { text.blank() }
      if isRead(type) { emitReading(members, into: &text) }
      for ability in type.abilities { emitAbility(ability, into: &text) }
    }
  }

  /// Whether values are sent, or stored.
  private func isWritten(_ type: TypeModel) -> Bool { type.isInput || options.conformances.contains(.codable) }

  /// Whether values come from a model, or from where they were stored.
  private func isRead(_ type: TypeModel) -> Bool { !type.isInput || options.conformances.contains(.codable) }

  private func conformances(of type: TypeModel) -> String {
    var names = [type.isInput ? "FalInput" : type.isFile ? "FalFile" : "FalOutput"]
    if !type.abilities.isEmpty { names = type.abilities.map(\.ability.rawValue) }
    return (names + codable + hashable).joined(separator: ", ")
  }

  private var codable: [String] { options.conformances.contains(.codable) ? ["FalCodable"] : [] }

  private var hashable: [String] { options.conformances.contains(.hashable) ? ["Hashable"] : [] }

  private func memberType(_ member: MemberModel) -> String {
    Self.swiftType(member.type) + (member.isOptional ? "?" : "")
  }

  private func emitInitializer(_ members: [MemberModel], into text: inout SwiftText) {
    text.documentation(["Creates an input."])
    let described = members.filter { !$0.documentation.isEmpty }
    if !described.isEmpty {
      // Again, because editors show at a call what stands here.
      text.documentation(["", "- Parameters:"])
      for member in described {
        let words = member.documentation.filter { !$0.isEmpty }.joined(separator: " ")
        text.documentation(["  - \(member.swiftName): \(words)"])
      }
    }
    let parameters = members.map { member in
      "\(Identifier.quoted(member.swiftName)): \(memberType(member))"
        + (member.initialValue.map { " = \(Self.swift($0))" } ?? "")
    }
    let line = "\(options.modifier)init(\(parameters.joined(separator: ", ")))"
    let assign: (inout SwiftText) -> Void = { text in
      for member in members {
        let name = Identifier.quoted(member.swiftName)
        text.line("self.\(name) = \(name)")
      }
    }
    if line.utf8.count < 100 {
      text.block(line, assign)
    } else {
      text.line("\(options.modifier)init(")
      text.indented { text in
        for (position, parameter) in parameters.enumerated() {
          text.line(parameter + (position < parameters.count - 1 ? "," : ""))
        }
      }
      text.block(")", assign)
    }
    text.blank()
  }

  private func emitWriting(_ members: [MemberModel], into text: inout SwiftText) {
    text.documentation(["Writes the members that are set."])
    text.block("\(options.modifier)func write(to writer: inout InputWriter)") { text in
      for member in members {
        let name = Identifier.quoted(member.swiftName)
        let literal = SwiftLiteral.string(member.name)
        text.line("writer.\(Self.writing(member.type))(\(literal), \(name))")
        if member.isSentAsNull { text.line("writer.null(\(literal), unless: \(name))") }
      }
    }
  }

  private static func swift(_ value: InitialValue) -> String {
    switch value {
    case .nothing: "nil"
    case .boolean(let isTrue): "\(isTrue)"
    case .enumeration(let name): ".\(Identifier.quoted(name))"
    }
  }

  private static func writing(_ type: NamedType) -> String {
    switch type {
    case .text: "string"
    case .integer: "integer"
    case .unsigned: "unsigned"
    case .number: "number"
    case .boolean: "boolean"
    case .json: "json"
    case .media: "media"
    case .list(.text): "strings"
    case .list(.media): "mediaList"
    case .list: "values"
    case .file, .imageSize, .own, .map, .optional: "value"
    }
  }

  private func emitReading(_ members: [MemberModel], into text: inout SwiftText) {
    text.documentation(["Reads the members it knows."])
    text.block("\(options.modifier)init(from reader: inout OutputReader)") { text in
      for member in members {
        let name = Identifier.quoted(member.swiftName)
        text.line("\(name) = reader.\(Self.reading(member))(\(SwiftLiteral.string(member.name)))")
      }
    }
  }

  private static func reading(_ member: MemberModel) -> String {
    let kind =
      switch member.type {
      case .text: "string"
      case .integer: "integer"
      case .unsigned: "unsigned"
      case .number: "number"
      case .boolean: "boolean"
      case .json: "JSON"
      case .list: "values"
      case .media, .file, .imageSize, .own, .map, .optional: "value"
      }
    if member.isOptional { return "optional\(kind.prefix(1).uppercased())\(kind.dropFirst())" }
    return kind == "JSON" ? "json" : kind
  }

  // MARK: - Abilities

  private func emitAbility(_ shape: AbilityShape, into text: inout SwiftText) {
    text.blank()
    guard let file = shape.ability.file else {
      guard let member = shape.members.first else { return }
      let name = Identifier.quoted(member.name)
      let value = if case .optional = member.source { "\(name) ?? \"\"" } else { name }
      text.documentation(["The text; empty when there is none."])
      text.line("\(options.modifier)var \(shape.ability.property): String { \(value) }")
      return
    }
    text.documentation(["All \(shape.ability.words), in the order of the members."])
    let head = "\(options.modifier)var \(shape.ability.property): [\(file.rawValue)]"
    if let whole = Self.wholeList(shape) {
      text.line("\(head) { \(whole) }")
      return
    }
    text.block(head) { text in
      text.line("var files: [\(file.rawValue)] = []")
      for member in shape.members {
        // A member may be called as the list.
        let value = "self.\(Identifier.quoted(member.name))"
        Self.emitSource(member.source, value, shape.ability, file, depth: 0, into: &text)
      }
      text.line("return files")
    }
  }

  /// The list of files where it is one member.
  private static func wholeList(_ shape: AbilityShape) -> String? {
    guard shape.members.count == 1, let member = shape.members.first else { return nil }
    let name = Identifier.quoted(member.name)
    switch member.source {
    case .file(isConverted: false): return "[\(name)]"
    case .list(.file(isConverted: false)): return name
    case .optional(.list(.file(isConverted: false))): return "\(name) ?? []"
    case .output: return "\(name).\(shape.ability.property)"
    default: return nil
    }
  }

  /// Adds the files of a value to a list of them: statements, because the compiler takes long for expressions.
  private static func emitSource(
    _ source: FileSource,
    _ value: String,
    _ ability: Ability,
    _ file: FileType,
    depth: Int,
    into text: inout SwiftText
  ) {
    func inner(_ source: FileSource, _ text: inout SwiftText) {
      emitSource(source, "value\(depth)", ability, file, depth: depth + 1, into: &text)
    }
    switch source {
    case .file(let isConverted): text.line("files.append(\(isConverted ? "\(file.rawValue)(\(value))" : value))")
    case .address: text.line("files.append(\(file.rawValue)(url: \(value)))")
    case .output: text.line("files += \(value).\(ability.property)")
    case .list(.file(isConverted: false)): text.line("files += \(value)")
    case .list(let item): text.block("for value\(depth) in \(value)") { inner(item, &$0) }
    case .map(let item):
      text.block("for (_, value\(depth)) in \(value).sorted(by: { $0.key < $1.key })") { inner(item, &$0) }
    case .optional(let item): text.block("if let value\(depth) = \(value)") { inner(item, &$0) }
    }
  }

  // MARK: - Sets of values

  private func emitChoice(_ values: [EnumValue], _ name: String, into text: inout SwiftText) {
    let isText = values.allSatisfy { $0.value.string != nil }
    let raw = isText ? "String" : "Int"
    text.block("\(options.modifier)struct \(name): \((["OpenEnum"] + codable).joined(separator: ", "))") { text in
      text.line("\(options.modifier)let rawValue: \(raw)")
      text.line("\(options.modifier)init(_ rawValue: \(raw)) { self.rawValue = rawValue }")
      for value in values {
        text.documentation(["`\(Self.code(value))`"])
        let name = Identifier.quoted(value.swiftName)
        text.line("\(options.modifier)static var \(name): Self { Self(\(literal(value.value))) }")
      }
      text.documentation(["The values that are known."])
      let literals = values.map { literal($0.value) }.joined(separator: ", ")
      text.line("\(options.modifier)static var known: [Self] { allKnown(\(literals)) }")
    }
  }

  // MARK: - Several kinds of value

  private func emitUnion(_ branches: [BranchModel], _ type: TypeModel, into text: inout SwiftText) {
    let indirect = branches.contains(where: \.isRecursive) ? "indirect " : ""
    text.block("\(options.modifier)\(indirect)enum \(type.name): \(conformances(of: type))") { text in
      for branch in branches {
        text.documentation(["A value of the type `\(Self.swiftType(branch.type))`."])
        text.line("case \(Identifier.quoted(branch.swiftName))(\(Self.swiftType(branch.type)))")
      }
      text.documentation(["Anything else."])
      text.line("case other(JSON)")
      text.blank()
      if isWritten(type) { emitWriting(branches, into: &text) }
      if isWritten(type), isRead(type) { text.blank() }
      if isRead(type) { emitReading(branches, into: &text) }
    }
  }

  private func emitWriting(_ branches: [BranchModel], into text: inout SwiftText) {
    text.documentation(["Writes the value."])
    text.block("\(options.modifier)func write(to writer: inout InputWriter)") { text in
      text.line("switch self {")
      for branch in branches {
        text.line("case .\(Identifier.quoted(branch.swiftName))(let value): value.write(to: &writer)")
      }
      text.line("case .other(let value): value.write(to: &writer)")
      text.line("}")
    }
  }

  private func emitReading(_ branches: [BranchModel], into text: inout SwiftText) {
    text.documentation(["Reads the first kind of value that fits."])
    text.block("\(options.modifier)init(from reader: inout OutputReader)") { text in
      let objects = branches.count { !$0.demand.members.isEmpty }
      for branch in Self.inOrderOfDemand(branches) {
        var conditions = branch.constants.map {
          "reader.json[\(SwiftLiteral.string($0.name))] == \(literal($0.value)), "
        }
        if objects > 1, branch.demand.required == 0, !branch.demand.members.isEmpty {
          // An object that needs nothing would be any of them.
          conditions.append(
            "reader.hasAny([\(branch.demand.members.map(SwiftLiteral.string).joined(separator: ", "))]), "
          )
        }
        let type = Self.swiftType(branch.type)
        text.block("if \(conditions.joined())let value: \(type) = reader.attempt()") { text in
          text.line("self = .\(Identifier.quoted(branch.swiftName))(value)")
          text.line("return")
        }
      }
      text.line("self = .other(reader.json)")
    }
  }

  /// The kinds of value, those first of which a value must have most; else in the document's order.
  private static func inOrderOfDemand(_ branches: [BranchModel]) -> [BranchModel] {
    branches.enumerated().sorted { first, second in
      if first.element.demand.comes(before: second.element.demand) { return true }
      return !second.element.demand.comes(before: first.element.demand) && first.offset < second.offset
    }.map(\.element)
  }

  private func literal(_ value: JSON) -> String {
    value.string.map(SwiftLiteral.string) ?? value.text()
  }
}

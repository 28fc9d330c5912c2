/// What programs see of generated types: read from their source, so that it is what the compiler sees.
struct SwiftInterface {
  /// What a type declares, by name: a property, a case, an initialiser.
  struct Declaration: Hashable {
    let text: String
    /// Of an initialiser.
    var parameters: [Parameter] = []
  }

  struct Parameter: Hashable {
    let name: String
    let type: String
    let hasDefault: Bool
  }

  /// What types declare, by their full names.
  private(set) var types: [String: [String: Declaration]] = [:]
  /// The ids of the endpoints among them, by their names.
  private(set) var endpoints: [String: String] = [:]

  /// Reads source that falkit has generated with public access.
  init(source: String) {
    var open: [String] = []
    var parameters: [Parameter]?
    for line in source.split(separator: "\n") {
      let indent = line.prefix { $0 == " " }.count / 2
      let text = line.dropFirst(indent * 2)
      // Bodies of functions are deeper than what is open.
      guard indent <= open.count || parameters != nil else { continue }
      if var list = parameters {
        if text.hasPrefix(")") {
          declare("init", Declaration(text: "init", parameters: list), in: open)
          parameters = nil
        } else {
          list.append(contentsOf: Self.parameters(in: text.last == "," ? text.dropLast() : text))
          parameters = list
        }
        continue
      }
      if text == "}" {
        if indent == open.count - 1 { open.removeLast() }
        continue
      }
      guard indent == open.count, text.hasPrefix("public ") || text.hasPrefix("case ") || text.hasPrefix("@") else {
        continue
      }
      read(String(text), &open, &parameters)
    }
  }

  private mutating func read(_ text: String, _ open: inout [String], _ parameters: inout [Parameter]?) {
    if text.hasPrefix("@available") { return }
    let words = text.split(separator: " ").drop { ["public", "@Boxed", "private(set)", "indirect"].contains($0) }
    guard let keyword = words.first else { return }
    let rest = words.dropFirst().joined(separator: " ")
    let name = String(rest.prefix { !": ({=".contains($0) })
    switch keyword {
    case "struct", "enum":
      open.append(name)
      types[open.joined(separator: "."), default: [:]] = [:]
      let conformances = rest.dropFirst(name.count).trimmingSuffix { " {".contains($0) }.drop { ": ".contains($0) }
      for conformance in conformances.split(separator: ",").map({ String($0.drop { $0 == " " }) }) {
        for conformance in [conformance] + Self.implied(by: conformance) {
          declare("is \(conformance)", Declaration(text: "the conformance to \(conformance)"), in: open)
        }
      }
    case "init(":
      parameters = []
    case let word where word.hasPrefix("init("):
      let all = words.joined(separator: " ")
      guard !all.hasPrefix("init(from "), let end = all.ranges(of: ") {").last else { return }
      let inside = all[all.index(all.startIndex, offsetBy: 5)..<end.lowerBound]
      declare("init", Declaration(text: "init", parameters: Self.parameters(in: inside)), in: open)
    case "let", "var":
      let type = rest.dropFirst(name.count).prefix { $0 != "{" }
      declare(name, Declaration(text: "let \(name)\(type)".trimmed), in: open)
    case "static":
      let name = words.dropFirst(2).first.map { String($0.prefix { $0 != ":" }) } ?? ""
      if name == "id", let id = text.split(separator: "\"").dropFirst().first {
        endpoints[open.joined(separator: ".")] = String(id)
      }
      declare("static \(name)", Declaration(text: "static \(name)"), in: open)
    case "case":
      declare("case \(name)", Declaration(text: "case \(rest)"), in: open)
    case "typealias":
      declare(name, Declaration(text: "typealias \(rest)"), in: open)
    default: break
    }
  }

  /// The protocols that one of FalCore's refines.
  private static func implied(by name: String) -> [String] {
    switch name {
    case "FalStreamingEndpoint": ["FalEndpoint"]
    case "FalCodable", "OpenEnum": ["FalInput", "FalOutput"]
    case "FalFile": ["FalOutput"]
    default: name.hasPrefix("Has") ? ["FalOutput"] : []
    }
  }

  private mutating func declare(_ name: String, _ declaration: Declaration, in open: [String]) {
    types[open.joined(separator: "."), default: [:]][name] = declaration
  }

  private static func parameters(in text: some StringProtocol) -> [Parameter] {
    var parameters: [Parameter] = []
    var (part, depth) = ("", 0)
    func finish() {
      guard let colon = part.firstIndex(of: ":") else { return }
      let type = part[part.index(after: colon)...]
      let end = type.firstRange(of: " = ")?.lowerBound
      parameters.append(
        Parameter(
          name: part[..<colon].trimmed,
          type: type[..<(end ?? type.endIndex)].trimmed,
          hasDefault: end != nil
        )
      )
    }
    for character in text {
      if "[(<".contains(character) { depth += 1 }
      if "])>".contains(character) { depth -= 1 }
      if character == ",", depth == 0 {
        finish()
        part = ""
      } else {
        part.append(character)
      }
    }
    finish()
    return parameters
  }
}

extension StringProtocol {
  fileprivate var trimmed: String {
    let start = drop { $0 == " " }
    return String(start.reversed().drop { $0 == " " }.reversed())
  }

  fileprivate func trimmingSuffix(where isUnwanted: (Character) -> Bool) -> String {
    String(reversed().drop(while: isUnwanted).reversed())
  }
}

// MARK: - Changes

/// One thing that programs see differently than before.
package struct SwiftChange: Sendable, Hashable {
  /// The type, with the one that it is in: `FluxDev.Input`.
  package let type: String
  package let text: String
  package let impact: Impact
}

extension SwiftInterface {
  /// The changes from this interface to a newer one.
  func changes(to new: SwiftInterface) -> [SwiftChange] {
    var changes: [SwiftChange] = []
    for (type, before) in types.sorted(by: { $0.key < $1.key }) {
      guard let after = new.types[type] ?? new.renamed(type) else {
        changes.append(SwiftChange(type: type, text: "there is no \(type) any longer", impact: .major))
        continue
      }
      for (name, old) in before.sorted(by: { $0.key < $1.key }) where after[name] != old {
        changes.append(Self.change(of: name, from: old, to: after[name], in: type))
      }
      for name in after.keys.sorted() where before[name] == nil {
        // A program that switches over all cases lacks one.
        let impact: Impact = name.hasPrefix("case ") ? .major : .minor
        changes.append(SwiftChange(type: type, text: "\(type) has \(after[name]?.text ?? name)", impact: impact))
      }
    }
    for type in new.types.keys.sorted() where types[type] == nil {
      changes.append(SwiftChange(type: type, text: "\(type) is new", impact: .minor))
    }
    return changes
  }

  /// A type that has become another name for one outside.
  private func renamed(_ type: String) -> [String: Declaration]? {
    guard let dot = type.lastIndex(of: ".") else { return nil }
    let alias = types[String(type[..<dot])]?[String(type[type.index(after: dot)...])]?.text
    return alias?.split(separator: " = ").last.flatMap { types[String($0)] }
  }

  private static func change(
    of name: String,
    from old: Declaration,
    to new: Declaration?,
    in type: String
  ) -> SwiftChange {
    guard let new else { return SwiftChange(type: type, text: "\(type) no longer has \(old.text)", impact: .major) }
    guard name == "init" else {
      return SwiftChange(type: type, text: "\(type): \(new.text), was \(old.text)", impact: .major)
    }
    var rest = new.parameters[...]
    for parameter in old.parameters {
      // Those that are new may stand anywhere, if they need not be given.
      let between = rest.prefix { $0.name != parameter.name }
      guard between.allSatisfy(\.hasDefault), let same = rest.dropFirst(between.count).first,
        same.type == parameter.type || same.type == parameter.type + "?", same.hasDefault || !parameter.hasDefault
      else {
        return SwiftChange(type: type, text: "\(type).init takes \(parameter.name) differently", impact: .major)
      }
      rest = rest.dropFirst(between.count + 1)
    }
    if let needed = rest.first(where: { !$0.hasDefault }) {
      return SwiftChange(type: type, text: "\(type).init needs \(needed.name)", impact: .major)
    }
    return SwiftChange(type: type, text: "\(type).init takes more", impact: .minor)
  }
}

import FalJSON

/// Chooses names for types that several endpoints share: names that a person would have given them.
///
/// A name is chosen once and recorded; from then on it stays, whatever the type becomes.
struct SharedTypeNames {
  /// The names that are taken, in lower case.
  private var taken: Set<String>

  /// Types of Swift, Foundation and SwiftUI, and of falkit's own modules, that a module's type would hide from programs.
  private static let wellKnown = Set(
    """
    AnyView ClosedRange CodingKey ColorScheme ContentMode ControlSize DateInterval FileHandle FileManager ImageRenderer \
    KeyPath LocalFile LogEntry NotificationCenter ObjectIdentifier QueueStatus TextEditor TextField TimeInterval TimeZone \
    URLRequest URLSession UnitPoint VideoPlayer
    """.split(separator: " ").map(String.init)
  )

  init(taken: some Sequence<String>) {
    self.taken = Set(taken.map { $0.lowercased() })
  }

  /// A name for a type, which nothing else has.
  ///
  /// - Parameters:
  ///   - types: The type, as each of the endpoints has it.
  ///   - endpoints: The ids of the endpoints that share it.
  ///   - hidden: Names that it cannot have.
  /// - Returns: The name.
  mutating func name(for types: [TypeShape], of endpoints: [String], except hidden: Set<String>) -> String {
    let candidates = types.first.map { type in
      Self.candidates(for: type, words: Self.mostCommon(types.map(\.hint)), family: Self.family(of: endpoints))
    }
    return name(among: candidates ?? ["SharedType"], except: hidden)
  }

  private mutating func name(among candidates: [String], except hidden: Set<String>) -> String {
    let free = candidates.first { isFree($0, hidden) }
    var name = free ?? ""
    if name.isEmpty {
      var number = 2
      let base = candidates.last { !Identifier.reservedTypes.contains($0) } ?? "\(candidates[0])Value"
      repeat {
        name = base.last?.isNumber ?? false ? "\(base)_\(number)" : "\(base)\(number)"
        number += 1
      } while !isFree(name, hidden)
    }
    taken.insert(name.lowercased())
    return name
  }

  private func isFree(_ name: String, _ hidden: Set<String>) -> Bool {
    !taken.contains(name.lowercased()) && !hidden.contains(name) && !Identifier.reservedTypes.contains(name)
      && !Self.wellKnown.contains(name)
  }

  /// The names a type may have, best first; never none.
  private static func candidates(for type: TypeShape, words: String, family: String) -> [String] {
    let own = Identifier.type(words)
    let ofFamily = family.isEmpty ? nil : family + own
    // A single word would be everybody's: `Character`, `Style`.
    let plain = NameWords(words).count > 1 ? own : nil
    switch type.content {
    case .enumeration(let choice):
      return [alternatives(choice), ofFamily, range(choice), plain, own + "Option"].compactMap(\.self)
    case .object(let members) where type.path == "Output":
      return outputs(members).map { $0 + "Output" } + (family.isEmpty ? [] : [family + "Output"])
    case .object, .union:
      let side = type.isInput ? "Input" : "Output"
      return [plain, ofFamily, own.hasSuffix(side) ? own : own + side].compactMap(\.self)
    }
  }

  /// `Images`, `ImagesSeed`, ...: what a model returns, files first.
  private static func outputs(_ members: [MemberShape]) -> [String] {
    let ordered = members.filter(\.isFile) + members.filter { !$0.isFile }
    let words = ordered.map { member in
      member.name == "output" && member.type == .text ? "Text" : Identifier.type(member.name)
    }
    let joined = (1...max(1, min(3, words.count))).map { words.prefix($0).joined() }
    return joined + (words.count == 1 ? [words[0] + "Only"] : [])
  }

  private static func mostCommon(_ texts: [String]) -> String {
    var counts: [String: Int] = [:]
    for text in texts { counts[text, default: 0] += 1 }
    return counts.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key ?? ""
  }

  /// `JPEGOrPNG`, for sets of few and short values.
  private static func alternatives(_ choice: EnumShape) -> String? {
    guard choice.values.count <= 3 else { return nil }
    var words = choice.valueNames.map(word)
    let isRatio = words.map { $0.hasPrefix("Ratio") }
    // Ratio16x9Or9x16, Resolution480pOr720p: the word in front of digits once.
    for position in words.indices.dropFirst() where isRatio[position] && isRatio[position - 1] {
      words[position].removeFirst("Ratio".count)
    }
    let isNumbered = words.contains { $0.first?.isNumber ?? false } && !isRatio.contains(true)
    let name = (words.count == 1 || isNumbered ? Identifier.type(choice.prefix) : "") + words.joined(separator: "Or")
    return name.utf8.count <= 32 && !(name.first?.isNumber ?? true) ? name : nil
  }

  /// `Rank8To128`, for sets of many numbers.
  private static func range(_ choice: EnumShape) -> String? {
    guard choice.values.count > 3, let first = choice.valueNames.first, let last = choice.valueNames.last else {
      return nil
    }
    let ends = [word(first), word(last)]
    guard ends.allSatisfy({ $0.first?.isNumber ?? false }) else { return nil }
    return Identifier.type(choice.prefix) + ends.joined(separator: "To")
  }

  /// A value inside a name; without the word that its own Swift name has in front of digits.
  private static func word(_ value: (name: String, swiftName: String)) -> String {
    if value.swiftName.hasPrefix("ratio") { return "Ratio" + value.swiftName.dropFirst("ratio".count) }
    let isShouted = !value.name.contains { $0.isLowercase }
    let plain = Identifier.type(isShouted ? value.name.lowercased() : value.name)
    return plain.hasPrefix("_") ? String(plain.dropFirst()) : plain
  }

  /// What the endpoints' ids begin with alike: `KlingVideoV2_1`; empty when they are of several families.
  private static func family(of endpoints: [String]) -> String {
    let words = endpoints.map { TypeNames.words(of: $0) }
    guard var common = words.first else { return "" }
    for other in words.dropFirst() {
      let count = zip(common, other).prefix { $0 == $1 }.count
      common.removeLast(common.count - count)
    }
    return common.isEmpty ? "" : TypeNames.joined(common)
  }
}

extension MemberShape {
  /// Whether it is a file, or files.
  fileprivate var isFile: Bool {
    switch type {
    case .file, .list(.file): true
    default: false
    }
  }
}

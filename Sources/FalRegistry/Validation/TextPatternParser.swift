/// Reads the text of a regular expression.
struct TextPatternParser {
  /// A part of a pattern.
  indirect enum Node {
    case set(ScalarSet)
    case start
    case end
    case wordBoundary(isWanted: Bool)
    case look(Node, isWanted: Bool)
    case sequence([Node])
    case alternatives([Node])
    /// Without a most, without an end.
    case repetition(Node, least: Int, most: Int?)
  }

  private static let maximumDepth = 50
  private static let maximumCount = 1_000

  private let scalars: [Unicode.Scalar]
  private var position = 0
  private var depth = 0
  private var ignoresCase = false

  init(_ pattern: String) {
    scalars = Array(pattern.unicodeScalars)
  }

  /// The whole pattern; `nil` when it is none, or not understood.
  mutating func pattern() -> Node? {
    if take("(?i)") { ignoresCase = true }
    guard let node = alternatives(), position == scalars.count else { return nil }
    return node
  }

  private var next: Unicode.Scalar? { position < scalars.count ? scalars[position] : nil }

  private mutating func take(_ text: String) -> Bool {
    guard scalars[position...].starts(with: text.unicodeScalars) else { return false }
    position += text.unicodeScalars.count
    return true
  }

  private mutating func takeScalar() -> Unicode.Scalar? {
    guard let scalar = next else { return nil }
    position += 1
    return scalar
  }

  // MARK: - Structure

  private mutating func alternatives() -> Node? {
    guard depth < Self.maximumDepth else { return nil }
    depth += 1
    defer { depth -= 1 }
    var alternatives: [Node] = []
    repeat {
      var sequence: [Node] = []
      while let scalar = next, scalar != "|", scalar != ")" {
        guard let node = repeated() else { return nil }
        sequence.append(node)
      }
      alternatives.append(.sequence(sequence))
    } while take("|")
    return .alternatives(alternatives)
  }

  private mutating func repeated() -> Node? {
    guard let node = atom() else { return nil }
    let range: (least: Int, most: Int?)
    if take("*") {
      range = (0, nil)
    } else if take("+") {
      range = (1, nil)
    } else if take("?") {
      range = (0, 1)
    } else if next == "{" {
      guard let counts = counts() else { return nil }
      range = counts
    } else {
      return node
    }
    switch node {
    case .start, .end, .wordBoundary, .look: return nil
    default: break
    }
    // Whether as many or as few as possible are taken changes nothing about whether there is a match.
    _ = take("?")
    if let scalar = next, "*+?{".unicodeScalars.contains(scalar) { return nil }
    return .repetition(node, least: range.least, most: range.most)
  }

  /// `{2}`, `{2,}` or `{2,4}`; languages differ about anything else in braces.
  private mutating func counts() -> (least: Int, most: Int?)? {
    guard take("{"), let least = number() else { return nil }
    if take("}") { return (least, least) }
    guard take(",") else { return nil }
    if take("}") { return (least, nil) }
    guard let most = number(), most >= least, take("}") else { return nil }
    return (least, most)
  }

  private mutating func number() -> Int? {
    var digits = ""
    while let scalar = next, ("0"..."9").contains(scalar) {
      digits.unicodeScalars.append(scalar)
      position += 1
    }
    return Int(digits).flatMap { $0 <= Self.maximumCount ? $0 : nil }
  }

  private mutating func atom() -> Node? {
    guard let scalar = takeScalar() else { return nil }
    switch scalar {
    case "^": return .start
    case "$": return .end
    case ".": return .set(.line)
    case "(": return group()
    case "[": return set().map { .set($0) }
    case "\\": return escape()
    case "*", "+", "?", "{": return nil
    default: return .set(literal(scalar))
    }
  }

  private func literal(_ scalar: Unicode.Scalar) -> ScalarSet {
    ScalarSet(parts: [.range(scalar.value...scalar.value)], ignoresCase: ignoresCase)
  }

  private mutating func group() -> Node? {
    var isLook = false
    var isWanted = true
    if take("?=") {
      isLook = true
    } else if take("?!") {
      (isLook, isWanted) = (true, false)
    } else if take("?<") || take("?P<") {
      // A name; what looks behind is not followed.
      guard let scalar = next, scalar != "=", scalar != "!" else { return nil }
      while let scalar = takeScalar(), scalar != ">" {}
    } else if take("?:") {
    } else if next == "?" {
      return nil
    }
    guard let node = alternatives(), take(")") else { return nil }
    return isLook ? .look(node, isWanted: isWanted) : node
  }

  // MARK: - Characters

  private mutating func escape() -> Node? {
    switch next {
    case "b": return taking(.wordBoundary(isWanted: true))
    case "B": return taking(.wordBoundary(isWanted: false))
    case "A": return taking(.start)
    case "z", "Z": return taking(.end)
    default: return escapedPart().map { .set(ScalarSet(parts: [$0], ignoresCase: ignoresCase)) }
    }
  }

  private mutating func taking(_ node: Node) -> Node {
    position += 1
    return node
  }

  /// What stands behind a backslash, apart from places.
  private mutating func escapedPart() -> ScalarSet.Part? {
    guard let scalar = takeScalar() else { return nil }
    switch scalar {
    case "d": return .digit
    case "D": return .not(.digit)
    case "w": return .word
    case "W": return .not(.word)
    case "s": return .space
    case "S": return .not(.space)
    case "p": return category()
    case "P": return category().map { .not($0) }
    case "n": return .range(0x0A...0x0A)
    case "r": return .range(0x0D...0x0D)
    case "t": return .range(0x09...0x09)
    case "f": return .range(0x0C...0x0C)
    case "v": return .range(0x0B...0x0B)
    case "x": return code(digits: 2)
    case "u": return code(digits: 4)
    default:
      // Other letters and digits mean different things in different languages, or what was matched before.
      guard scalar.isASCII, !scalar.properties.isAlphabetic, !("0"..."9").contains(scalar) else { return nil }
      return .range(scalar.value...scalar.value)
    }
  }

  private mutating func code(digits: Int) -> ScalarSet.Part? {
    let isInBraces = digits == 4 && take("{")
    var text = ""
    while let scalar = next, scalar.properties.isASCIIHexDigit, isInBraces ? text.count < 6 : text.count < digits {
      text.unicodeScalars.append(scalar)
      position += 1
    }
    guard isInBraces ? take("}") : text.count == digits else { return nil }
    return UInt32(text, radix: 16).map { .range($0...$0) }
  }

  private mutating func category() -> ScalarSet.Part? {
    var name = ""
    if take("{") {
      while let scalar = takeScalar(), scalar != "}" { name.unicodeScalars.append(scalar) }
    } else if let scalar = takeScalar() {
      name.unicodeScalars.append(scalar)
    }
    return ScalarSet.isCategory(name) ? .category(name) : nil
  }

  /// A set in brackets, of which the first was taken.
  private mutating func set() -> ScalarSet? {
    var set = ScalarSet(parts: [], ignoresCase: ignoresCase)
    set.isNegated = take("^")
    var isFirst = true
    while let scalar = takeScalar() {
      if scalar == "]", !isFirst { return set }
      isFirst = false
      // Sets within sets, and what can be done with them, are not the same everywhere.
      if scalar == "[", next == ":" || next == "[" { return nil }
      if let next, scalar == next, "&-~|".unicodeScalars.contains(scalar) { return nil }
      guard let part = part(scalar) else { return nil }
      guard next == "-", position + 1 < scalars.count, scalars[position + 1] != "]" else {
        set.parts.append(part)
        continue
      }
      position += 1
      guard let end = takeScalar(), let other = self.part(end), case .range(let low) = part,
        case .range(let high) = other, low.lowerBound <= high.lowerBound
      else { return nil }
      set.parts.append(.range(low.lowerBound...high.lowerBound))
    }
    return nil
  }

  private mutating func part(_ scalar: Unicode.Scalar) -> ScalarSet.Part? {
    guard scalar == "\\" else { return .range(scalar.value...scalar.value) }
    guard take("b") else { return escapedPart() }
    return .range(0x08...0x08)
  }
}

extension TextPatternParser.Node {
  /// More instructions than any pattern for inputs needs.
  private static let maximumLength = 5_000

  /// Adds the instructions that match the part; gives whether there were not too many.
  func write(to instructions: inout [TextPattern.Instruction]) -> Bool {
    guard instructions.count < Self.maximumLength else { return false }
    switch self {
    case .set(let set): instructions.append(.character(set))
    case .start: instructions.append(.start)
    case .end: instructions.append(.end)
    case .wordBoundary(let isWanted): instructions.append(.wordBoundary(isWanted: isWanted))
    case .sequence(let nodes): return nodes.allSatisfy { $0.write(to: &instructions) }
    case .look(let node, let isWanted):
      let place = instructions.count
      instructions.append(.match)
      guard node.write(to: &instructions) else { return false }
      instructions.append(.match)
      instructions[place] = .look(isWanted: isWanted, behind: instructions.count)
    case .alternatives(let nodes):
      var ends: [Int] = []
      for (position, node) in nodes.enumerated() {
        let place = instructions.count
        let isLast = position == nodes.count - 1
        if !isLast { instructions.append(.match) }
        guard node.write(to: &instructions) else { return false }
        if isLast { break }
        ends.append(instructions.count)
        instructions.append(.match)
        instructions[place] = .fork(place + 1, instructions.count)
      }
      for end in ends { instructions[end] = .jump(instructions.count) }
    case .repetition(let node, let least, let most):
      for _ in 0..<least {
        let length = instructions.count
        guard node.write(to: &instructions) else { return false }
        // Nothing, however often, is nothing.
        if instructions.count == length { return true }
      }
      let start = instructions.count
      guard let most else {
        instructions.append(.match)
        guard node.write(to: &instructions) else { return false }
        instructions.append(.jump(start))
        instructions[start] = .fork(start + 1, instructions.count)
        return true
      }
      var forks: [Int] = []
      for _ in least..<most {
        forks.append(instructions.count)
        instructions.append(.match)
        guard node.write(to: &instructions) else { return false }
      }
      for fork in forks { instructions[fork] = .fork(fork + 1, instructions.count) }
    }
    return true
  }
}

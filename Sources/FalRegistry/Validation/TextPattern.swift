/// A regular expression as JSON Schema has them, matched in bounded time.
///
/// Swift's own expressions try one way after the other, which for `^(a+)+$` takes longer than anybody waits, and cannot be
/// stopped. Here all ways are followed side by side, so that a text takes as many steps as its length times that of the
/// pattern. What needs memory of what was matched, such as `\1`, cannot be followed so and is not read, nor is what
/// libraries understand differently. `\w`, `\d` and `\s` are those of Unicode, as in the languages of the services.
struct TextPattern {
  /// What a matching goes through.
  enum Instruction {
    case character(ScalarSet)
    /// Goes on at both places.
    case fork(Int, Int)
    case jump(Int)
    case start
    case end
    case wordBoundary(isWanted: Bool)
    /// Goes on behind a part, which must match from here, or must not.
    case look(isWanted: Bool, behind: Int)
    case match
  }

  private let instructions: [Instruction]

  /// Reads a pattern; gives `nil` for what is none, or is not understood.
  init?(_ pattern: String) {
    var parser = TextPatternParser(pattern)
    var instructions: [Instruction] = []
    guard let node = parser.pattern(), node.write(to: &instructions) else { return nil }
    self.instructions = instructions + [.match]
  }

  /// Whether a text contains what the pattern describes.
  ///
  /// - Parameters:
  ///   - text: The text.
  ///   - steps: How many steps may be made; those that were made are taken off.
  /// - Returns: `nil` when the steps do not suffice.
  func isFound(in text: String, steps: inout Int) -> Bool? {
    var matching = Matching(instructions: instructions, text: Array(text.unicodeScalars), steps: steps)
    let isFound = matching.isFound(from: 0, at: 0, anywhere: true)
    steps = matching.steps
    return steps > 0 ? isFound : nil
  }
}

extension TextPattern {
  /// One text on its way through the instructions.
  private struct Matching {
    let instructions: [Instruction]
    let text: [Unicode.Scalar]
    var steps: Int
    /// What is known of parts that look ahead, by instruction and position.
    private var looks: [Int: Bool] = [:]

    init(instructions: [Instruction], text: [Unicode.Scalar], steps: Int) {
      self.instructions = instructions
      self.text = text
      self.steps = steps
    }

    mutating func isFound(from start: Int, at position: Int, anywhere: Bool) -> Bool {
      var current: [Int] = []
      var next: [Int] = []
      var seen = [Int](repeating: -1, count: instructions.count)
      var isFirst = true
      steps -= instructions.count
      for position in position...text.count {
        if anywhere || isFirst, follow(start, at: position, into: &current, &seen) { return true }
        isFirst = false
        guard position < text.count, steps > 0, anywhere || !current.isEmpty else { return false }
        next.removeAll(keepingCapacity: true)
        for place in current {
          guard case .character(let set) = instructions[place], set.contains(text[position]) else { continue }
          if follow(place + 1, at: position + 1, into: &next, &seen) { return true }
        }
        swap(&current, &next)
      }
      return false
    }

    /// Collects the characters that may come next; gives whether the end of the part is reached.
    private mutating func follow(_ start: Int, at position: Int, into places: inout [Int], _ seen: inout [Int]) -> Bool
    {
      var pending = [start]
      while let place = pending.popLast() {
        if seen[place] == position { continue }
        seen[place] = position
        steps -= 1
        if steps <= 0 { return false }
        switch instructions[place] {
        case .character: places.append(place)
        case .fork(let one, let other): pending += [other, one]
        case .jump(let target): pending.append(target)
        case .start: if position == 0 { pending.append(place + 1) }
        case .end: if position == text.count { pending.append(place + 1) }
        case .wordBoundary(let isWanted): if isWordBoundary(position) == isWanted { pending.append(place + 1) }
        case .look(let isWanted, let behind): if looksAhead(place, position) == isWanted { pending.append(behind) }
        case .match: return true
        }
      }
      return false
    }

    private mutating func looksAhead(_ place: Int, _ position: Int) -> Bool {
      let key = place * (text.count + 1) + position
      if let known = looks[key] { return known }
      let isFound = isFound(from: place + 1, at: position, anywhere: false)
      looks[key] = isFound
      return isFound
    }

    private func isWordBoundary(_ position: Int) -> Bool {
      let before = position > 0 && ScalarSet.word.contains(text[position - 1])
      let after = position < text.count && ScalarSet.word.contains(text[position])
      return before != after
    }
  }
}

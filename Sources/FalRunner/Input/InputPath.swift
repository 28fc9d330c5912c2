import FalCore
import FalRegistry

/// The way to a value inside an input, as users write it: `prompt`, `elements[0].frontal_image_url`, `image_urls[]`.
package struct InputPath: Sendable {
  package enum Step: Sendable {
    case name(String)
    case index(Int)
    /// `[]`: one more item.
    case next
  }

  let steps: [Step]

  /// The first name.
  package let name: String

  /// Reads the path that a word begins with, and gives what follows it; `nil` when the word begins otherwise.
  package static func leading(_ word: String) -> (path: InputPath, rest: Substring)? {
    var rest = word[...]
    guard let name = takeName(&rest) else { return nil }
    var steps: [Step] = [.name(name)]
    while let sign = rest.first {
      if sign == "." {
        rest.removeFirst()
        guard let name = takeName(&rest) else { return nil }
        steps.append(.name(name))
      } else if sign == "[" {
        guard let step = takeIndex(&rest) else { return nil }
        steps.append(step)
      } else {
        break
      }
    }
    return (InputPath(steps: steps, name: name), rest)
  }

  /// Whether a word can begin with this text as a single name.
  package static func isName(_ text: String) -> Bool {
    guard let (path, rest) = leading(text) else { return false }
    return rest.isEmpty && path.steps.count == 1
  }

  private static func takeName(_ rest: inout Substring) -> String? {
    let name = rest.prefix { $0.isASCII && ($0.isLetter || $0.isNumber) || $0 == "_" || $0 == "-" }
    guard !name.isEmpty else { return nil }
    rest = rest[name.endIndex...]
    return String(name)
  }

  /// No list of an input is nearly as long; a higher number is a mistake that would fill the memory.
  private static let highestIndex = 9_999

  private static func takeIndex(_ rest: inout Substring) -> Step? {
    guard let end = rest.firstIndex(of: "]") else { return nil }
    let digits = rest[rest.index(after: rest.startIndex)..<end]
    rest = rest[rest.index(after: end)...]
    if digits.isEmpty { return .next }
    guard digits.allSatisfy({ $0.isASCII && $0.isNumber }), let index = Int(digits), index <= highestIndex else {
      return nil
    }
    return .index(index)
  }
}

extension InputPath {
  /// The place it leads to, where no step means one more item.
  var place: JSONPath {
    steps.compactMap { step in
      switch step {
      case .name(let name): .name(name)
      case .index(let index): .index(index)
      case .next: nil
      }
    }
  }
}

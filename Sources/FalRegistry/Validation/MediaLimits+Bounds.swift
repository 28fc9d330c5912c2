package import FalCore
package import FalMedia

extension MediaLimits {
  /// What is wrong with a file that is to stand at some place; what the file does not tell is not held against it.
  package func issues(with facts: MediaFacts, _ kind: MediaKind, at path: JSONPath) -> [ValidationIssue] {
    let field = if case .name(let name)? = path.last { name } else { "" }
    return problems(with: facts, kind, field: field).map { ValidationIssue(path: path, problem: $0, value: .null) }
  }

  /// What is wrong with a file; what the file does not tell is not held against it.
  func problems(with facts: MediaFacts, _ kind: MediaKind, field: String) -> [ValidationProblem] {
    let formats = formats.isEmpty && kind == .file && MediaKind.namesArchive(field) ? ["zip"] : formats
    let wrong = ValidationProblem.wrongMedia(facts.container, expected: kind, formats: formats)
    // Limits of clips say nothing about a picture.
    if facts.byteCount == 0 || kind.excludes(facts, field: field) { return [wrong] }
    var problems = excludesFormat(of: facts) ? [wrong] : []
    problems += Self.exceeded(numbers) { $0.value(of: facts) }.map { .mediaLimit($0) }
    if let step = numbers["multiple_of"]?.int, step > 1, let width = facts.width, let height = facts.height,
      !width.isMultiple(of: step) || !height.isMultiple(of: step)
    {
      problems.append(.mediaStep(width: width, height: height, of: step))
    }
    return problems + Self.exceeded(normalization) { $0.value(of: facts) }.map { .mediaReshaped($0) }
  }

  /// The limits that several files are outside of together; files that are not known can only add to the sum.
  func exceededTotals(by files: [MediaFacts?]) -> [MediaBound] {
    Self.exceeded(totals) { measure in
      let values = files.map { $0.flatMap(measure.value) }
      let sum = values.compactMap(\.self).reduce(0, +)
      let isComplete = !values.contains(nil)
      let most = Self.bound("max", measure, totals)
      return isComplete || most.map { sum > $0 } ?? false ? sum : nil
    }
  }

  private static func exceeded(_ numbers: [String: JSONNumber], _ value: (MediaMeasure) -> Double?) -> [MediaBound] {
    if numbers.isEmpty { return [] }
    return MediaMeasure.allCases.compactMap { measure in
      let least = bound("min", measure, numbers)
      let most = bound("max", measure, numbers)
      guard least != nil || most != nil, let value = value(measure) else { return nil }
      let fits = least.map { value >= $0 } ?? true && most.map { value <= $0 } ?? true
      return fits ? nil : MediaBound(measure: measure, value: value, least: least, most: most)
    }
  }

  private static func bound(_ side: String, _ measure: MediaMeasure, _ numbers: [String: JSONNumber]) -> Double? {
    measure.names.lazy.compactMap { numbers["\(side)_\($0)"]?.double }.first
  }
}

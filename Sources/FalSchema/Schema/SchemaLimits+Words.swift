import FalJSON

extension SchemaLimits {
  /// The limits in words: `1 to 50`, `at most 200 characters`.
  package var words: [String] {
    var facts: [String] = []
    let least = minimum.map(Self.number)
    let most = maximum.map(Self.number)
    switch (least, most) {
    case (let least?, let most?): facts.append("\(least) to \(most)")
    case (let least?, nil): facts.append("at least \(least)")
    case (nil, let most?):
      facts.append((exclusiveMinimum.map { "above \(Self.number($0)), " } ?? "") + "at most \(most)")
    case (nil, nil):
      if let bound = exclusiveMinimum { facts.append("above \(Self.number(bound))") }
    }
    if let bound = exclusiveMaximum { facts.append("below \(Self.number(bound))") }
    if let factor = multipleOf { facts.append("in steps of \(Self.number(factor))") }
    if let text = Self.range(minimumLength, maximumLength, "character") { facts.append(text) }
    if let text = Self.range(minimumItems, maximumItems, "item") { facts.append(text) }
    if hasUniqueItems { facts.append("no item twice") }
    if let pattern { facts.append("must fit \(pattern)") }
    return facts
  }

  private static func number(_ number: JSONNumber) -> String {
    number.int.map(String.init) ?? number.description
  }

  private static func range(_ least: Int?, _ most: Int?, _ unit: String) -> String? {
    func counted(_ count: Int) -> String { "\(count) \(unit)\(count == 1 ? "" : "s")" }
    switch (least.flatMap { $0 > 0 ? $0 : nil }, most) {
    case (let least?, let most?): return least == most ? "exactly \(counted(most))" : "\(least) to \(counted(most))"
    case (let least?, nil): return "at least \(counted(least))"
    case (nil, let most?): return "at most \(counted(most))"
    case (nil, nil): return nil
    }
  }
}

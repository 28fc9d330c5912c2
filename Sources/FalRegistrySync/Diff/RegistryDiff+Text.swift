package import FalCore
import FalSchema

extension RegistryDiff {
  /// How many models changed in which way, and the verdict, on one line.
  private var headline: String {
    let counts = Kind.allCases.compactMap { kind in
      let count = models.count { $0.kind == kind }
      return count == 0 ? nil : "\(count) \(kind.rawValue)"
    }
    if counts.isEmpty, shared.isEmpty { return "no difference" }
    return "\(counts.joined(separator: ", ")): \(impact.word) (Swift \(swiftImpact.word), JSON \(jsonImpact.word))"
  }

  /// What a person reads in a terminal.
  package var text: String {
    var lines = [headline]
    for model in models {
      lines.append("")
      lines.append(
        "\(model.kind.rawValue)  \(model.id)  Swift \(model.swiftImpact.word), JSON \(model.jsonImpact.word)"
      )
      lines += model.fields.map { "  \($0.impact.word)  \($0.description)" }
      lines += model.swift.filter { _ in model.kind != .new }.map { "  \($0.impact.word)  \($0.text)" }
    }
    if !shared.isEmpty {
      lines += ["", "types that several models share"] + shared.map { "  \($0.impact.word)  \($0.text)" }
    }
    return lines.joined(separator: "\n")
  }

  /// The text of a pull request: what breaks first, long lists folded.
  package var markdown: String {
    var parts = ["**\(headline)**"]
    let breaking = models.filter { max($0.swiftImpact, $0.jsonImpact) == .major }
    let others = models.filter { max($0.swiftImpact, $0.jsonImpact) < .major && $0.kind != .new }
    parts += Self.section("What breaks", breaking.map(Self.entry), folded: breaking.count > 20)
    let new = models.filter { $0.kind == .new }
    parts += Self.section("New models", new.map { "- `\($0.id)`" }, folded: new.count > 20)
    parts += Self.section("Other changes", others.map(Self.entry), folded: others.count > 5)
    parts += Self.section(
      "Types that several models share",
      shared.map { "- \($0.impact.word): \(Self.code($0.text))" },
      folded: shared.count > 20
    )
    return parts.joined(separator: "\n\n")
  }

  private static func section(_ title: String, _ entries: [String], folded: Bool) -> [String] {
    if entries.isEmpty { return [] }
    let list = entries.joined(separator: "\n")
    if !folded { return ["### \(title)", list] }
    return ["<details><summary>\(title) (\(entries.count))</summary>", list, "</details>"]
  }

  private static func entry(_ model: Model) -> String {
    let head = "- `\(model.id)` \(model.kind.rawValue); Swift \(model.swiftImpact.word), JSON \(model.jsonImpact.word)"
    let lines =
      model.fields.map { "  - \($0.impact.word): \(code($0.description))" }
      + model.swift.map { "  - \($0.impact.word): \(code($0.text))" }
    let most = 12
    let rest = lines.count > most ? ["  - and \(lines.count - most) more"] : []
    return ([head] + lines.prefix(most) + rest).joined(separator: "\n")
  }

  /// A text that shows as it is, whatever it says.
  private static func code(_ text: String) -> String {
    let oneLine = PlainText.oneLine(text)
    let longest = oneLine.split(whereSeparator: { $0 != "`" }).map(\.count).max() ?? 0
    let fence = String(repeating: "`", count: longest + 1)
    return longest == 0 ? "`\(oneLine)`" : "\(fence) \(oneLine) \(fence)"
  }

  /// The same for programs.
  package var json: JSON {
    [
      "impact": .string(impact.word), "swift": .string(swiftImpact.word), "json": .string(jsonImpact.word),
      "models": .array(models.map(Self.json)),
      "shared_types": .array(shared.map(Self.json)),
    ]
  }

  private static func json(_ model: Model) -> JSON {
    [
      "endpoint_id": .string(model.id), "change": .string(model.kind.rawValue),
      "swift": .string(model.swiftImpact.word), "json": .string(model.jsonImpact.word),
      "fields": .array(
        model.fields.map { field in
          [
            "path": .string(field.path), "change": .string(field.kind.rawValue), "old": .string(field.old),
            "new": .string(field.new), "impact": .string(field.impact.word),
          ]
        }
      ),
      "types": .array(model.swift.map(Self.json)),
    ]
  }

  private static func json(_ change: SwiftChange) -> JSON {
    ["type": .string(change.type), "text": .string(change.text), "impact": .string(change.impact.word)]
  }
}

import FalCore
import Foundation
import TestSupport
import Testing

@testable import FalRegistry
@testable import FalSchema

/// Inputs that do not quite fit, checked twice: by falkit, and by a small reader of plain JSON Schema.
///
/// falkit asks for more than a schema says, and only these things:
/// - a required text, list or object holds something, unless the publisher's default or choice is empty (`empty`,
///   `min-items`);
/// - what stands for a file is a web address or a data URI whose content fits (`not-a-media-reference`, `media-...`);
/// - `overrides.json` is kept: numbers of items, of one input (`min-items`, `max-items`) or several (`combined-limit`),
///   and references in prompts (`reference-...`).
///
/// `FALKIT_MUTATIONS=100000 swift test --filter SchemaAgreementTests` makes the long run.
@Suite("falkit's checks and the schemas")
struct SchemaAgreementTests {
  private static let parts = 4
  private static let mutations = ProcessInfo.processInfo.environment["FALKIT_MUTATIONS"].flatMap { Int($0) } ?? 2000

  @Test("Changed inputs of all models are accepted or refused as the schema says", arguments: 0..<parts)
  func agreement(part: Int) throws {
    let registry = try Registry(folder: BundledRegistry.path)
    let overrides = try registry.overrides()
    let records = try registry.records().filter(\.hasSchema)
    // Each model at least once.
    let rounds = max(1, (Self.mutations + records.count - 1) / records.count)
    var verdicts = [true: 0, false: 0]
    for (position, record) in records.enumerated() where position % Self.parts == part {
      guard let snapshot = try registry.snapshot(of: record) else { continue }
      guard let raw = Self.inputSchema(of: snapshot) else { continue }
      let override = overrides.of(record.id)
      let schema = ModelSchema(snapshot: snapshot, id: record.id, category: record.category, overrides: overrides)
      let validator = InputValidator(schema, override)
      let checker = PlainSchemaChecker(document: snapshot)
      let example = ExampleInput(schema, override).json
      #expect(checker.accepts(example, raw), "\(record.id): \(example)")
      var mutator = InputMutator(checker: checker, schema: raw, random: SeededRandom(seed: UInt64(position)))
      for _ in 0..<rounds {
        let input = mutator.mutated(example)
        let errors = validator.issues(in: input).filter { $0.severity == .error }
        let fits = checker.accepts(input, raw)
        verdicts[fits, default: 0] += 1
        if fits {
          let unfounded = errors.filter { !Self.goesBeyondSchema($0, input, override) }
          #expect(unfounded == [], "\(record.id) accepts \(input)")
        } else {
          #expect(!errors.isEmpty, "\(record.id) refuses \(input)")
        }
      }
    }
    #expect(verdicts.values.allSatisfy { $0 > 50 }, "\(verdicts)")
  }

  /// The schema of the POST on the endpoint's own path.
  private static func inputSchema(of snapshot: JSON) -> JSON? {
    for (_, item) in snapshot["paths"].object ?? [:] {
      if let content = item["post"]["requestBody"]["content"].object?.first { return content.value["schema"] }
    }
    return nil
  }

  /// Whether a problem is one of those that a schema does not know, and really there.
  private static func goesBeyondSchema(_ issue: ValidationIssue, _ input: JSON, _ override: EndpointOverride) -> Bool {
    switch issue.rule {
    case .empty:
      return issue.path.count == 1
        && (issue.value == [] || issue.value == [:] || issue.value.string?.allSatisfy(\.isWhitespace) == true)
    case .notAMediaReference:
      let text = issue.value.string ?? "http://"
      return !text.lowercased().hasPrefix("http://") && !text.lowercased().hasPrefix("https://")
        && !text.lowercased().hasPrefix("data:") || text == "data:"
    case .minItems, .maxItems:
      guard case .name(let name)? = issue.path.first, issue.path.count == 1 else { return false }
      return issue.value == [] || override.fields[name] != nil
    case .combinedLimit:
      return override.combined.contains { limit in
        limit.fields.reduce(0) { $0 + (input[$1].array?.count ?? 0) } > limit.maximumItems
      }
    case .referenceOutOfRange: return !override.references.isEmpty
    default: return false
    }
  }
}

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
        } else if !override.fields.values.contains(where: \.isAnyNumber) {
          #expect(!errors.isEmpty, "\(record.id) refuses \(input)")
        }
      }
    }
    #expect(verdicts.values.allSatisfy { $0 > 50 }, "\(verdicts)")
  }

  /// Schemas of a kind that the catalogue hardly has, each with an input that fits.
  static let composed: [(schema: JSON, example: JSON)] = [
    (["enum": [1, "auto", .null]], 1), (["type": ["string", "integer"], "enum": ["a", 2]], 2),
    (["type": "array", "items": ["type": ["number", "null"], "maximum": 3], "minItems": 1], [0.9, .null]),
    (["type": "integer", "minimum": 3, "maximum": .number(JSONNumber(UInt64.max))], .number(JSONNumber(UInt64.max))),
    (["type": "string", "pattern": "^(a+|https?://.*|[#é].*)+$"], "aaa"),
    (["allOf": [["$ref": "#/components/schemas/Cat"], ["required": ["lives"]]]], ["kind": "cat", "lives": 3]),
    (
      ["properties": ["name": ["type": "string"]], "required": ["name"], "oneOf": pets],
      ["name": "Tom", "kind": "cat", "lives": 9]
    ),
    (
      ["allOf": [["anyOf": pets], ["type": "object", "properties": ["name": ["type": "string", "maxLength": 4]]]]],
      ["kind": "dog", "tail": 0.5, "name": "Rex"]
    ),
    (
      [
        "oneOf": [["$ref": "#/components/schemas/Plain%20A"], ["$ref": "#/components/schemas/Plain~1B"]],
        "discriminator": [
          "propertyName": "kind",
          "mapping": ["a": "#/components/schemas/Plain%20A", "b": "#/components/schemas/Plain~1B"],
        ],
      ], ["kind": "a", "n": 3]
    ),
    (["$ref": "#/components/schemas/Tree"], ["value": 1, "children": [["value": 2, "children": [["value": 3]]]]]),
    (["$ref": "#/components/schemas/AnyJSON"], ["a": [1, ["b": "c"]]]),
  ]

  private static let pets: JSON = [["$ref": "#/components/schemas/Cat"], ["$ref": "#/components/schemas/Dog"]]

  private static let components: JSON = [
    "Cat": [
      "type": "object", "required": ["kind"],
      "properties": ["kind": ["const": "cat"], "lives": ["type": "integer", "maximum": 9, "minimum": 0]],
    ],
    "Dog": [
      "type": "object", "required": ["kind"],
      "properties": ["kind": ["type": "string", "enum": ["dog", "wolf"]], "tail": ["type": "number", "maximum": 1]],
    ],
    "Plain A": [
      "type": "object", "properties": ["kind": ["type": "string"], "n": ["type": "integer"]], "required": ["kind"],
    ],
    "Plain/B": [
      "type": "object", "properties": ["kind": ["type": "string"], "n": ["type": "string"]], "required": ["kind"],
    ],
    "Tree": [
      "type": "object", "required": ["value"],
      "properties": [
        "value": ["type": "integer", "maximum": 5],
        "children": ["type": "array", "items": ["$ref": "#/components/schemas/Tree"], "maxItems": 3],
      ],
    ],
    "AnyJSON": [
      "anyOf": [
        ["type": "string", "maxLength": 9], ["type": "integer"],
        ["type": "array", "items": ["$ref": "#/components/schemas/AnyJSON"]],
        ["type": "object", "additionalProperties": ["$ref": "#/components/schemas/AnyJSON"]],
      ]
    ],
  ]

  @Test(
    "Changed inputs of schemas that are put together are accepted or refused as the schemas say",
    arguments: composed
  )
  func agreement(schema: JSON, example: JSON) throws {
    let raw: JSON = ["type": "object", "properties": ["x": schema]]
    let content: JSON = ["content": ["application/json": ["schema": raw]]]
    let snapshot: JSON = [
      "components": ["schemas": Self.components], "paths": ["/a/b": ["post": ["requestBody": content]]],
    ]
    let model = ModelSchema(snapshot: snapshot, id: "a/b", category: "x")
    let validator = InputValidator(model.input)
    let checker = PlainSchemaChecker(document: snapshot)
    let whole: JSON = ["x": example]
    #expect(validator.issues(in: whole) == [] && checker.accepts(whole, raw))
    var required = raw
    required["required"] = ["x"]
    let small = ModelSchema(
      snapshot: [
        "components": ["schemas": Self.components],
        "paths": ["/a": ["post": ["requestBody": ["content": ["application/json": ["schema": required]]]]]],
      ],
      id: "a/b",
      category: "x"
    )
    let made = ExampleInput(small, EndpointOverride()).json
    #expect(checker.accepts(made, required), "\(made)")
    var mutator = InputMutator(checker: checker, schema: raw, random: SeededRandom(seed: 5))
    var verdicts = [true: 0, false: 0]
    for _ in 0..<max(500, Self.mutations / 20) {
      let input = mutator.mutated(whole)
      let fits = checker.accepts(input, raw)
      #expect(
        validator.accepts(input) == fits,
        "\(fits ? "accepts" : "refuses") \(input): \(validator.issues(in: input))"
      )
      verdicts[fits, default: 0] += 1
    }
    #expect(verdicts.values.allSatisfy { $0 > 10 }, "\(verdicts)")
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

import FalCore
import FalGenerator
import FalRegistry
import Foundation
import TestSupport
import Testing

@testable import FalRegistrySync

@Suite("Differences between registries")
struct RegistryDiffTests {
  private static let id = "acme/paint"

  /// A registry with one model, under the names of an older one.
  private static func registry(
    _ input: JSON,
    required: JSON = ["prompt"],
    output: JSON = ["image": ["$ref": "#/components/schemas/Image"]],
    status: String = "active",
    after older: TemporaryFolder? = nil
  ) throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try folder.write(TestFeed.modules, to: "modules.json")
    if let older { try folder.write(try older.text(of: "names.json"), to: "names.json") }
    let document = TestFeed.document(id, input: input, required: required, output: output)
    let metadata: JSON = ["display_name": "Paint", "category": "text-to-image", "status": .string(status)]
    try TestFeed.importing(TestFeed.page(TestFeed.model(id, metadata: metadata, openapi: document)), into: folder)
    _ = try NamesUpdate(folder: RegistryFolder(path: folder.path), acceptsRenames: true)
      .write(to: RegistryFolder(path: folder.path))
    return folder
  }

  private static func source(_ folder: TemporaryFolder) throws -> String {
    let registry = RegistryFolder(path: folder.path)
    let names = try NamesDocument(folder: registry)
    var generator = ModelGenerator(names: names.names, typeNames: [:])
    let parser = try RegistryParser(folder: registry)
    for record in try registry.records() { if let source = try parser.source(of: record) { generator.add(source) } }
    return generator.result().source(EmitOptions(access: .public))
  }

  struct Change: Sendable, CustomTestStringConvertible {
    let testDescription: String
    var input: JSON = Change.usual
    var required: JSON = ["prompt"]
    var output: JSON = ["image": ["$ref": "#/components/schemas/Image"], "seed": ["type": "integer"]]
    var status = "active"
    let swift: Impact
    let json: Impact

    static let usual: JSON = [
      "prompt": ["type": "string"], "style": ["type": "string", "enum": ["oil", "ink"]],
      "steps": ["type": "integer", "minimum": 1, "maximum": 50, "default": 20],
    ]

    static func with(_ name: String, _ schema: JSON?) -> JSON {
      var input = usual
      var object = input.object ?? [:]
      object[name] = schema
      input = .object(object)
      return input
    }
  }

  static let changes: [Change] = [
    Change(testDescription: "nothing", swift: .none, json: .none),
    Change(
      testDescription: "a new optional input",
      input: Change.with("extra", ["type": "string"]),
      swift: .minor,
      json: .minor
    ),
    Change(
      testDescription: "a new input that must be given",
      input: Change.with("extra", ["type": "string"]),
      required: ["prompt", "extra"],
      swift: .major,
      json: .major
    ),
    Change(testDescription: "an input that is gone", input: Change.with("steps", nil), swift: .major, json: .major),
    Change(
      testDescription: "an input that must be given now",
      required: ["prompt", "style"],
      swift: .major,
      json: .major
    ),
    Change(
      testDescription: "an input of another type",
      input: Change.with("steps", ["type": "string"]),
      swift: .major,
      json: .major
    ),
    Change(
      testDescription: "a value that is gone",
      input: Change.with("style", ["type": "string", "enum": ["oil"]]),
      swift: .major,
      json: .major
    ),
    Change(
      testDescription: "a new value",
      input: Change.with("style", ["type": "string", "enum": ["oil", "ink", "chalk"]]),
      swift: .minor,
      json: .minor
    ),
    Change(
      testDescription: "narrower limits",
      input: Change.with("steps", ["type": "integer", "minimum": 1, "maximum": 20, "default": 20]),
      swift: .patch,
      json: .major
    ),
    Change(
      testDescription: "wider limits and another default",
      input: Change.with("steps", ["type": "integer", "minimum": 1, "maximum": 90, "default": 30]),
      swift: .patch,
      json: .minor
    ),
    Change(
      testDescription: "an output that is gone",
      output: ["image": ["$ref": "#/components/schemas/Image"]],
      swift: .major,
      json: .major
    ),
    Change(
      testDescription: "an output of another type",
      output: ["image": ["$ref": "#/components/schemas/Image"], "seed": ["type": "string"]],
      swift: .major,
      json: .major
    ),
    Change(
      testDescription: "a new output",
      output: [
        "image": ["$ref": "#/components/schemas/Image"], "seed": ["type": "integer"], "more": ["type": "string"],
      ],
      swift: .minor,
      json: .minor
    ),
  ]

  /// Uses everything that the model of before has.
  private static let program = """
    import FalCore

    func useInput() -> AcmePaint.Input {
      let input = AcmePaint.Input(prompt: "a", style: .ink, steps: 3)
      let steps: Int? = input.steps
      _ = AcmePaint.Input(prompt: "only what must be given")
      return AcmePaint.Input(prompt: input.prompt, style: .oil, steps: steps)
    }

    func use(_ output: AcmePaint.Output) -> (String, UInt64?) { (output.image?.url ?? "", output.seed) }
    """

  @Test("Each change has its verdict, and a program that uses what changed agrees", arguments: changes)
  func verdicts(change: Change) throws {
    let old = try Self.registry(Change.usual, output: Self.changes[0].output)
    let new = try Self.registry(
      change.input,
      required: change.required,
      output: change.output,
      status: change.status,
      after: old
    )
    let diff = try RegistryDiff(from: Registry(folder: old.path), to: Registry(folder: new.path))
    #expect(diff.swiftImpact == change.swift && diff.jsonImpact == change.json, "\(diff.text)")
    #expect(diff.models.isEmpty == (change.swift == .none), "\(diff.text)")

    let folder = try TemporaryFolder()
    try folder.write(try Self.source(old) + "\n" + Self.program.dropFirst("import FalCore\n".count), to: "old.swift")
    let before = try Compiler.complaints(about: folder.path + "/old.swift")
    #expect(before.isEmpty, "\(before)")
    try folder.write(try Self.source(new) + "\n" + Self.program.dropFirst("import FalCore\n".count), to: "new.swift")
    let complaints = try Compiler.complaints(about: folder.path + "/new.swift")
    #expect(complaints.isEmpty == (change.swift < .major), "\(complaints)")
  }

  @Test("A protocol that implies the one before takes nothing away")
  func impliedConformances() {
    func interface(_ endpoint: String, _ output: String) -> SwiftInterface {
      SwiftInterface(source: "public enum Paint: \(endpoint) {\n  public struct Output: \(output) {\n  }\n}\n")
    }
    let plain = interface("FalEndpoint", "FalOutput")
    let more = interface("FalStreamingEndpoint", "HasAudio, HasImages")
    #expect(plain.changes(to: more).map(\.impact).max() == .minor)
    #expect(more.changes(to: plain).map(\.impact).max() == .major)
  }

  @Test("Models that come, go and come back")
  func models() throws {
    let (active, retired) = (try Self.registry(Change.usual), try Self.registry(Change.usual, status: "retired"))
    let empty = try TemporaryFolder()
    try empty.write(TestFeed.modules, to: "modules.json")
    try TestFeed.importing(TestFeed.page(), into: empty)
    func kinds(_ old: TemporaryFolder, _ new: TemporaryFolder) throws -> [String] {
      let diff = try RegistryDiff(from: Registry(folder: old.path), to: Registry(folder: new.path))
      return diff.models.map { "\($0.kind) \($0.swiftImpact.word) \($0.jsonImpact.word)" }
    }
    #expect(try kinds(active, retired) == ["retired patch major"])
    #expect(try kinds(retired, active) == ["returned patch minor"])
    #expect(try kinds(empty, active) == ["new minor minor"])
    #expect(try kinds(active, empty) == ["removed major major"])
    #expect(try kinds(active, active) == [])
  }

  @Test("What a service names cannot change the text of a pull request")
  func hostile() throws {
    let old = try Self.registry(Change.usual)
    let new = try Self.registry(
      Change.with("style", ["type": "string", "enum": ["oil", "ink", "`**x**` </details>\n# head"]]),
      after: old
    )
    let text = try RegistryDiff(from: Registry(folder: old.path), to: Registry(folder: new.path)).markdown
    #expect(!text.contains("\n# head") && text.contains("`` "))
    #expect(text.hasPrefix("**1 changed: minor (Swift minor, JSON minor)**"))
  }
}

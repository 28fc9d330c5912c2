import FalCore
import Foundation
import TestSupport
import Testing

@testable import FalGenerator
@testable import FalRegistry

/// What the plugin's tool does for a target.
@Suite("Generating for a target")
struct ModelsJobTests {
  private let target: TemporaryFolder
  private let output: TemporaryFolder

  init() throws {
    target = try TemporaryFolder()
    output = try TemporaryFolder()
  }

  private func run(_ configuration: String, tool: String = "1") throws {
    try target.write(configuration, to: "falkit.json")
    try ModelsJob(
      configuration: target.path + "/falkit.json",
      registry: CatalogueTests.registry.path,
      output: output.path,
      tool: tool
    ).run()
  }

  /// The message for a configuration that is wrong, without the folder's path.
  private func complaint(_ configuration: String) -> String {
    let error = #expect(throws: GenerationError.self) { try run(configuration) }
    return error?.description.replacing(target.path + "/", with: "") ?? ""
  }

  private func text() throws -> String {
    try output.files().sorted { $0.key < $1.key }.map { String(decoding: $0.value, as: UTF8.self) }.joined()
  }

  @Test("Ids and globs are generated, each once, as internal types")
  func endpoints() throws {
    try run(#"{"endpoints": ["fal-ai/flux/dev", "fal-ai/flux/*", "fal-ai/whisper"]}"#)
    let text = try text()
    #expect(text.contains("\nenum FluxDev: FalEndpoint {"))
    #expect(text.contains("\nenum FluxSchnell: FalEndpoint {"))
    #expect(text.contains("\nenum Whisper: FalEndpoint {"))
    #expect(text.split(separator: "\nenum FluxDev:").count == 2)
    #expect(!text.contains("public "))
    #expect(!text.contains("FluxLora:"))
  }

  @Test("Access", arguments: Access.allCases)
  func access(access: Access) throws {
    try run(#"{"endpoints": ["fal-ai/flux/dev"], "access": "\#(access.rawValue)"}"#)
    #expect(try text().contains("\n\(access.modifier)enum FluxDev: FalEndpoint {"))
  }

  @Test("All files are always written, and only when they change")
  func files() throws {
    try run(#"{"endpoints": ["fal-ai/flux/dev", "fal-ai/flux/schnell"]}"#)
    let files = try output.files()
    #expect(Set(files.keys) == Set(ModelGenerator.fileNames + ["Models.stamp"]))

    func dates() throws -> [String: Date?] {
      try Dictionary(
        uniqueKeysWithValues: ModelGenerator.fileNames.map { name in
          (name, try FileManager.default.attributesOfItem(atPath: output.path + "/" + name)[.modificationDate] as? Date)
        }
      )
    }
    let before = try dates()
    try run(#"{"endpoints": ["fal-ai/flux/dev", "fal-ai/flux/schnell"]}"#, tool: "2")
    #expect(try dates() == before)
    try run(#"{"endpoints": ["fal-ai/flux/dev"]}"#)
    let after = try dates()
    let changed = ModelGenerator.fileNames.filter { after[$0] != before[$0] }
    #expect(!changed.isEmpty && changed.count < ModelGenerator.fileNames.count)
    #expect(try !text().contains("FluxSchnell"))
  }

  @Test("Files that were lost are written again")
  func lost() throws {
    try run(#"{"endpoints": ["fal-ai/flux/dev"]}"#)
    let files = try output.files()
    for name in ["Models3+Generated.swift", "Models.stamp"] {
      try FileManager.default.removeItem(atPath: output.path + "/" + name)
      try run(#"{"endpoints": ["fal-ai/flux/dev"]}"#)
      #expect(try output.files() == files)
    }
  }

  @Test(
    "What is wrong with a falkit.json is said with its line and what to do",
    arguments: [
      ("{", "falkit.json: error: line 1, column 2"),
      ("[]", "falkit.json: error: expected an object with \"endpoints\""),
      ("{}", "falkit.json: error: expected a list of ids under \"endpoints\", as in [\"fal-ai/flux/dev\"]"),
      (#"{"endpoints": []}"#, "expected a list of ids"),
      (#"{"endpoints": [1]}"#, "falkit.json:1: error: expected an id in quotes, found 1"),
      (
        "{\n  \"endpoints\": [\"fal-ai/flux/dev\"],\n  \"acess\": 1\n}",
        "falkit.json:3: error: there is no setting \"acess\"; did you mean \"access\"?"
      ),
      (
        "{\"endpoints\": [\"fal-ai/flux/dev\"],\n\"access\": \"open\"}",
        "falkit.json:2: error: \"access\" is one of public, package, internal, not \"open\""
      ),
      (#"{"endpoints": ["fal-ai/flux/dev"], "registry": 1}"#, "expected the path of a folder under \"registry\""),
      (#"{"endpoints": ["fal-ai/flux/dev"], "registry": "nowhere"}"#, "falkit.json:1: error: there is no registry in "),
      (
        "{\"endpoints\": [\n\"fal-ai/flux/def\"]}",
        "falkit.json:2: error: there is no endpoint fal-ai/flux/def; did you mean fal-ai/flux/dev"
      ),
      (
        #"{"endpoints": ["fal-ai/fluks/*"]}"#,
        "falkit.json:1: error: no endpoint fits fal-ai/fluks/*; did you mean fal-ai/"
      ),
      (#"{"endpoints": ["zzzzzzzzzzzzzzzz/*"]}"#, "no endpoint fits zzzzzzzzzzzzzzzz/*; falkit search finds models"),
    ]
  )
  func wrong(configuration: String, message: String) {
    #expect(complaint(configuration).contains(message))
  }

  @Test("An endpoint without a schema is named")
  func noSchema() throws {
    let record = try #require(try CatalogueTests.registry.records().first { !$0.hasSchema })
    #expect(complaint(#"{"endpoints": ["\#(record.id)"]}"#).contains("fal gives no schema for \(record.id)"))
  }

  @Test("A snapshot that is not the one the index describes stops the build")
  func digest() throws {
    let registry = try TemporaryFolder()
    let index =
      #"{"endpoints": [{"id": "a/b", "module": "FalImage", "has_schema": true, "snapshot": "openapi/a.json", "digest": "0"}]}"#
    try FileManager.default.createDirectory(atPath: registry.path + "/references", withIntermediateDirectories: true)
    try FileManager.default.createDirectory(atPath: registry.path + "/openapi", withIntermediateDirectories: true)
    try registry.write(index, to: "references/models.json")
    try registry.write("{}", to: "openapi/a.json")
    let error = #expect(throws: RegistryError.self) {
      try ModelsJob(module: "FalImage", registry: registry.path, output: output.path, tool: "1").run()
    }
    #expect(error?.description.contains("not the one the index describes") == true)
  }
}

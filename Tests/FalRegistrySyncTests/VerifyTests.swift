import FalCore
import Foundation
import TestSupport
import Testing

@testable import FalRegistry
@testable import FalRegistrySync
@testable import FalSchema

@Suite("Checking a registry")
struct VerifyTests {
  private func folder() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try folder.write(TestFeed.modules, to: "modules.json")
    try folder.write(#"{"inputs": {"prompt": "What to draw, in plain words."}}"#, to: "glossary.json")
    try TestFeed.importing(TestFeed.page(TestFeed.model("fal-ai/x/y"), TestFeed.model("a/b")), into: folder)
    return folder
  }

  private func problems(_ folder: TemporaryFolder) throws -> [String] {
    var verifier = RegistryVerifier(folder: RegistryFolder(path: folder.path))
    return try verifier.run().diagnostics.map(\.code)
  }

  @Test("What import writes is in order")
  func inOrder() throws {
    #expect(try problems(folder()).isEmpty)
  }

  @Test(
    "Every kind of damage is found",
    arguments: [
      ("openapi/a/b.json", "\"prompt\"", "\"prompt2\"", "index-differs"),
      ("openapi/a/b.json", "\n", "\n ", "not-normalized"),
      ("openapi/a/b.json", "\"type\": \"string\"", "\"description\": \"x\", \"type\": \"string\"", "prose"),
      ("openapi/a/b.json", "\"3.0.4\"", "\"3.0.5\"", "wrong-digest"),
      ("references/models.json", "\"fields\": [\"prompt\"]", "\"fields\": [\"x\"]", "index-differs"),
      ("references/models.json", "\"id\": \"a/b\"", "\"id\": \"a//b\"", "invalid-id"),
      ("references/models.json", "\"endpoints\": [", "\"endpoints\" : [", "not-normalized"),
      ("references/models.json", "\"module\": \"FalImage\"", "\"module\": \"FalVideo\"", "wrong-module"),
      ("references/models.json", "\"name\": \"Test\"", "\"name\": \"T\\u001b\"", "control-character"),
      ("modules.json", "\"FalImage\"", "\"FalSmell\"", "unknown-module"),
      ("glossary.json", "What to draw, in plain words.", "Prompt.", "sentence"),
      ("glossary.json", "\"prompt\"", "\"other\"", "coverage"),
      ("glossary.json", "}}", "}, \"overrides\": {\"no/such\": {}}}", "unknown-endpoint"),
      (
        "overrides.json", "{}", "{\"endpoints\": {\"a/b\": {\"fields\": {\"nope\": {\"min_items\": 1}}}}}",
        "unknown-field"
      ),
    ]
  )
  func damage(file: String, text: String, replacement: String, code: String) throws {
    let folder = try folder()
    let before = try folder.text(of: file)
    let after = before.replacingOccurrences(of: text, with: replacement)
    try #require(before != after, "\(file) does not contain \(text): \(before)")
    try folder.write(after, to: file)
    #expect(try problems(folder).contains(code))
  }

  @Test(
    "A registry of one's own needs no glossary, and one that explains little is only noted",
    arguments: ["{}", nil]
  )
  func noGlossary(glossary: String?) throws {
    let folder = try TemporaryFolder()
    try folder.write(TestFeed.modules, to: "modules.json")
    if let glossary { try folder.write(glossary, to: "glossary.json") }
    try TestFeed.importing(TestFeed.page(TestFeed.model("a/b")), into: folder)
    #expect(try problems(folder) == [])
    try folder.write(#"{"inputs": {"other": "What to draw, in plain words."}}"# + "\n", to: "glossary.json")
    var verifier = RegistryVerifier(folder: RegistryFolder(path: folder.path))
    let report = try verifier.run()
    #expect(report.diagnostics.contains { $0.code == "coverage" && $0.severity == .note })
    #expect(!report.diagnostics.contains { $0.code == "coverage" && $0.severity == .error })
  }

  @Test("A schema that stands in the request itself is one")
  func inlineSchema() throws {
    let folder = try TemporaryFolder()
    try folder.write(TestFeed.modules, to: "modules.json")
    let content: JSON = ["content": ["application/json": ["schema": ["type": "array", "items": ["type": "string"]]]]]
    let document: JSON = [
      "paths": ["/a/b": ["post": ["requestBody": content], "get": ["responses": ["200": content]]]]
    ]
    try TestFeed.importing(TestFeed.page(TestFeed.model("a/b", openapi: document)), into: folder)
    var verifier = RegistryVerifier(folder: RegistryFolder(path: folder.path))
    #expect(try verifier.run().knownFaults.isEmpty)
  }

  @Test("Missing and stray files are found")
  func files() throws {
    let folder = try folder()
    try folder.write("{}", to: "openapi/stray.json")
    try FileManager.default.removeItem(atPath: folder.path + "/openapi/a/b.json")
    let problems = try problems(folder)
    #expect(problems.contains("stray-file") && problems.contains("missing-file"))
  }

  @Test("A registry need not explain or repair anything, but say where its models belong")
  func optionalFiles() throws {
    let folder = try folder()
    for file in ["glossary.json", "overrides.json"] {
      try? FileManager.default.removeItem(atPath: folder.path + "/\(file)")
      #expect(try problems(folder) == [])
    }
    try FileManager.default.removeItem(atPath: folder.path + "/modules.json")
    #expect(try problems(folder).contains("missing-file"))
  }

  @Test(
    "A registry that cannot be read says why",
    arguments: [
      ("references/models.json", "{", "models.json"),
      ("references/models.json", "{\"endpoints\": 3}", "expected a list"),
      ("references/models.json", "{\"endpoints\": [{}]}", "record 1 has no id"),
      ("glossary.json", "[1,]", "line 1, column 4"),
    ]
  )
  func unreadable(file: String, content: String, message: String) throws {
    let folder = try folder()
    try folder.write(content, to: file)
    let error = #expect(throws: RegistryError.self) { try problems(folder) }
    #expect(error?.description.contains(message) == true, "\(error?.description ?? "")")
  }

  @Test("A folder without a registry says so")
  func noRegistry() throws {
    let folder = try TemporaryFolder()
    let error = #expect(throws: RegistryError.self) { try Registry(folder: folder.path) }
    #expect(error?.description.contains("no registry here") == true)
  }
}

import FalCore
import FalGenerator
import FalRegistry
import Foundation
import TestSupport
import Testing

@testable import FalRegistrySync
@testable import FalSchema

/// The schemas of Tests/Fixtures/Constructs as models of a registry.
@Suite("Constructs in a registry")
struct ConstructRegistryTests {
  private static let folder = URL(fileURLWithPath: BundledRegistry.path).deletingLastPathComponent()
    .appendingPathComponent("Tests/Fixtures/Constructs")

  private static func model(_ file: URL) throws -> JSON {
    let schema = try JSON(parsing: [UInt8](try Data(contentsOf: file)))
    let id = "acme/\(file.deletingPathExtension().lastPathComponent)"
    func content(_ schema: JSON) -> JSON { ["content": ["application/json": ["schema": schema]]] }
    let output: JSON = schema["output"].isNull ? ["type": "object"] : schema["output"]
    return TestFeed.model(
      id,
      openapi: [
        "openapi": "3.0.4",
        "components": ["schemas": schema["components"].isNull ? [:] : schema["components"]],
        "paths": .object([
          "/\(id)": ["post": ["requestBody": content(schema["input"])]],
          "/\(id)/requests/{request_id}": ["get": ["responses": ["200": content(output)]]],
        ]),
      ]
    )
  }

  @Test("All of them are imported and verified, with names that stay, and nobody needs a glossary")
  func imported() throws {
    let files = try FileManager.default.contentsOfDirectory(at: Self.folder, includingPropertiesForKeys: nil)
      .filter { $0.pathExtension == "json" }
    let page: JSON = ["models": .array(try files.map(Self.model))]
    let target = try TemporaryFolder()
    let registry = RegistryFolder(path: target.path)
    let report = try TestFeed.importing(page.utf8(), into: target)
    #expect(!report.diagnostics.contains { $0.severity == .error })
    #expect(try registry.records().filter(\.hasSchema).count == files.count)
    _ = try NamesUpdate(folder: registry).write(to: registry)

    var verifier = RegistryVerifier(folder: registry)
    #expect(try verifier.run().diagnostics.filter { $0.severity == .error } == [])
    #expect(try NamesUpdate(folder: registry).verification == [])
    // The same again, from what falkit wrote.
    let export = try Registry(folder: target.path).exported()
    #expect(try TestFeed.importing(export.utf8(), into: target).files == [])
  }
}

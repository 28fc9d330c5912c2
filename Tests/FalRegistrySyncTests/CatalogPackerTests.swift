import FalCore
import FalRegistry
import FalRegistrySync
import FalSchema
import Foundation
import TestSupport
import Testing

@testable import FalGenerator

@Suite("Packing a registry")
struct CatalogPackerTests {
  @Test(
    "A text cannot leave its literal",
    arguments: [
      "plain", "a \"quoted\" \\ text", "\"\"\"", "\"\"\"#", "\"\"\"###\n\"\"\"##", "\\(1 + 1) \\#(2) \\##(3)",
      "# ## ####",
      "", "a\n\n b\n", "\"\"\"#\u{301}", "\"\"\"#\u{FE0F}\u{20E3}",
    ]
  )
  func literals(text: String) throws {
    var source = SwiftText()
    source.literal("text", text)
    // As bytes, which is how the compiler reads them.
    let bytes = Array(source.text.utf8)
    let start = try #require(bytes.firstRange(of: Array("StaticString = ".utf8))).upperBound
    let signs = Array(bytes[start...].prefix { $0 == UInt8(ascii: "#") })
    #expect(Array(text.utf8).firstRange(of: Array("\"\"\"".utf8) + signs) == nil)
    #expect(Array(text.utf8).firstRange(of: Array("\\".utf8) + signs) == nil)
    #expect(bytes[(start + signs.count)...].starts(with: Array("\"\"\"\n\(text)\n\"\"\"".utf8) + signs))
  }

  /// A registry with one model, whose name and values try to break out of a literal.
  private func registry() throws -> RegistryFolder {
    let schema: JSON = ["enum": ["\"\"\"#"]]
    let body: JSON = ["requestBody": ["content": ["application/json": ["schema": schema]]]]
    let model: JSON = [
      "endpoint_id": "a/b", "metadata": ["display_name": "\"\"\"#\\(x)é", "category": "text-to-image"],
      "openapi": ["paths": ["/a/b": ["post": body]]],
    ]
    let feed: JSON = ["models": [model]]
    let folder = RegistryFolder(path: NSTemporaryDirectory() + "falkit-packer-" + UUID().uuidString)
    var importer = RegistryImporter(folder: folder, missingDocumentsFrom: TestFeed.emptyRegistry())
    _ = try importer.run(pages: [("page", feed.utf8())], isComplete: false)
    return folder
  }

  @Test("Every file the plugin expects is written, always the same way, and compiles")
  func sources() throws {
    let folder = try registry()
    defer { try? FileManager.default.removeItem(atPath: folder.path) }
    let sources = try CatalogPacker(folder: folder).sources()
    #expect(sources.map(\.name) == CatalogPacker.fileNames)
    #expect(try CatalogPacker(folder: folder).sources().map(\.text) == sources.map(\.text))
    #expect(sources.count { $0.text.contains("a/b\t{") } == 1)

    let file = folder.path + "/Packed.swift"
    try sources.map(\.text).joined().write(toFile: file, atomically: true, encoding: .utf8)
    let compiler = try ChildProcess.run("swiftc", ["-parse", file])
    #expect(compiler.ending == .exited(0), "\(compiler.error)")
  }

  @Test("The plugin declares as many files as the tool writes")
  func plugin() throws {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().path
    let plugin = try String(contentsOfFile: root + "/Plugins/GenerateModels/Generation.swift", encoding: .utf8)
    #expect(plugin.contains("snapshotParts = \(CatalogPacker.parts)\n"))
    #expect(plugin.contains("modelParts = \(ModelGenerator.fileNames.count)\n"))
    #expect(plugin.contains(CatalogPacker.fileNames[0]))
  }

  @Test("A snapshot that is not the one the index describes stops the build")
  func digests() throws {
    let folder = try registry()
    defer { try? FileManager.default.removeItem(atPath: folder.path) }
    let file = folder.path + "/openapi/a/b.json"
    try "{}".write(toFile: file, atomically: true, encoding: .utf8)
    let changed = #expect(throws: RegistryError.self) { try CatalogPacker(folder: folder).sources() }
    #expect(changed?.description.contains("openapi/a/b.json: the snapshot is not the one") == true)
    try FileManager.default.removeItem(atPath: file)
    #expect(throws: RegistryError.self) { try CatalogPacker(folder: folder).sources() }
  }
}

import FalCore
import Foundation
import TestSupport
import Testing

@testable import FalGenerator
@testable import FalRegistry

/// How a build notices which targets a change of the registry concerns.
@Suite("Digests of targets")
struct ModuleDigestTests {
  private let models: TestRegistry
  private let output: TemporaryFolder
  private var folder: TemporaryFolder { models.folder }
  private var registry: RegistryFolder { models.registry }

  init() throws {
    models = try TestRegistry()
    output = try TemporaryFolder()
    try importModel("acme/one")
    try FileManager.default.createDirectory(atPath: folder.path + "/digests", withIntermediateDirectories: true)
    #expect(try ModuleDigestFiles(folder: registry).write().count == 21)
  }

  private func importModel(_ id: String, maximum: Int = 10) throws {
    let steps: JSON = ["type": "integer", "maximum": .number(JSONNumber(maximum))]
    try models.importModel(id, ["steps": steps], required: ["steps"])
  }

  private func outdated() throws -> [String] {
    try ModuleDigestFiles(folder: registry).verification().map { "\($0.subject) \($0.code)" }
  }

  private func generate(_ target: String = "FalImage1") throws {
    try ModelsJob(target: target, registry: folder.path, output: output.path, tool: "1").run()
  }

  @Test("A model that is added or changed concerns its target alone")
  func changes() throws {
    #expect(try outdated().isEmpty)
    try importModel("zebra/one")
    #expect(try outdated() == ["digests/FalImage8 outdated-digest"])
    #expect(try ModuleDigestFiles(folder: registry).write() == ["digests/FalImage8"])
    try importModel("acme/one", maximum: 11)
    #expect(try outdated() == ["digests/FalImage1 outdated-digest"])
    #expect(try ModuleDigestFiles(folder: registry).write() == ["digests/FalImage1"])
    #expect(try outdated().isEmpty)
  }

  @Test("A name that is changed concerns its target")
  func names() throws {
    let names = try folder.text(of: "names.json").replacing("AcmeOne", with: "AcmeFirst")
    try folder.write(names, to: "names.json")
    #expect(try outdated() == ["digests/FalImage1 outdated-digest"])
  }

  @Test("A target whose digest stays is not generated again, whatever else changes")
  func unconcerned() throws {
    try generate()
    // Would be an error if it were read.
    try folder.write("{", to: "references/models.json")
    try generate()
    #expect(throws: RegistryError.self) { try generate("FalImage2") }
  }

  @Test("A digest that is not of what the registry holds stops the build")
  func outdatedDigest() throws {
    try generate()
    try importModel("acme/one", maximum: 11)
    try folder.write("0\n", to: "digests/FalImage1")
    let error = #expect(throws: GenerationError.self) { try generate() }
    #expect(
      error?.description.replacing(folder.path, with: "R")
        == "R/digests/FalImage1: error: the digest is not of what the registry holds; falkit registry import, without a feed, corrects it"
    )
    _ = try ModuleDigestFiles(folder: registry).write()
    try generate()
    let text = try output.files().sorted { $0.key < $1.key }.map { String(decoding: $0.value, as: UTF8.self) }.joined()
    #expect(text.contains("At most 11."))
  }

  @Test("A registry of one's own has no digests")
  func ownRegistry() throws {
    try FileManager.default.removeItem(atPath: folder.path + "/digests")
    #expect(try ModuleDigestFiles(folder: registry).write().isEmpty)
    #expect(try outdated().isEmpty)
    #expect(!FileManager.default.fileExists(atPath: folder.path + "/digests"))
    try generate()
  }
}

import FalCore
import FalRegistry
import Foundation
import TestSupport
import Testing

@testable import FalGenerator

/// The targets that falkit's modules are compiled in.
@Suite("Targets of modules")
struct ModuleTargetTests {
  private static let modules = RegistryVerifier.modulesOfFalkit.sorted()

  @Test("Every endpoint is in one of its module's targets, together with its family")
  func endpoints() throws {
    var targets: [String: Set<String>] = [:]
    var families: [String: Set<String>] = [:]
    for record in try CatalogueTests.registry.records() where record.hasSchema {
      let target = ModuleTarget.name(of: record.id, in: record.module)
      #expect(ModuleTarget.names(of: record.module).contains(target))
      targets[target, default: []].insert(record.id)
      let words = record.id.split(separator: "/")
      families["\(record.module) \(words[words[0] == "fal-ai" ? 1 : 0])".lowercased(), default: []].insert(target)
    }
    #expect(targets.values.map(\.count).reduce(0, +) == 1435)
    // None is empty: the files of an empty one would have nothing to say.
    #expect(targets.keys.sorted() == Self.modules.flatMap(ModuleTarget.names).sorted())
    #expect(families.values.allSatisfy { $0.count == 1 })
  }

  @Test(
    "Families are told apart by the first word that is not fal-ai",
    arguments: [
      ("fal-ai/aura-flow", "FalImage1"), ("fal-ai/a", "FalImage1"), ("fal-ai/flux/dev", "FalImage2"),
      ("fal-ai/zzz", "FalImage8"), ("ideogram/v3", "FalImage5"), ("Ideogram/v3", "FalImage5"), ("fal-ai", "FalImage1"),
      ("", "FalImage1"),
    ]
  )
  func families(id: String, target: String) {
    #expect(ModuleTarget.name(of: id, in: "FalImage") == target)
    #expect(ModuleTarget.name(of: id, in: "FalText") == "FalText")
  }

  @Test("Package.swift has the targets, and the module re-exports them", arguments: modules)
  func package(module: String) throws {
    let targets = ModuleTarget.names(of: module)
    let manifest = try String(contentsOfFile: CatalogueTests.root + "/Package.swift", encoding: .utf8)
    let parts = targets == [module] ? "" : ", parts: \(targets.count)"
    #expect(manifest.contains("addModels(\"\(module)\"\(parts))\n"))

    let folder = CatalogueTests.root + "/Sources/\(module)"
    let source = try String(contentsOfFile: "\(folder)/\(module).swift", encoding: .utf8)
    let imports = source.split(separator: "\n").filter { $0.hasPrefix("@_exported public import ") }
    let expected = (targets == [module] ? [] : targets) + ["FalCore", "FalStorage"]
    #expect(imports.sorted() == expected.map { "@_exported public import \($0)" }.sorted())
  }
}

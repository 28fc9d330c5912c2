import FalCore
import FalEmulator
import FalPlatform
import Foundation
import TestSupport
import Testing

@testable import FalRegistry
@testable import FalRegistrySync
@testable import FalSchema

@Suite("A registry from the network", .timeLimit(.minutes(10)))
struct CatalogImportTests {
  @Test("The feed of a local fal, imported into an empty folder, gives the same registry")
  func sameRegistry() async throws {
    let source = try Registry(folder: BundledRegistry.path)
    let fal = try LocalFal(model: RegistryModel(source))
    var pages: [(name: String, bytes: [UInt8])] = []
    for try await page in fal.client.models(ModelQuery(expansions: [.openAPI])).pages {
      pages.append(("page \(pages.count + 1)", page.json.utf8()))
    }
    let folder = try TemporaryFolder()
    var importer = RegistryImporter(folder: RegistryFolder(path: folder.path), missingDocumentsFrom: source)
    let report = try importer.run(pages: pages, isComplete: true)
    let count = try source.records().count
    #expect(report.endpoints == count && !report.diagnostics.contains { $0.severity == .error })

    var copy = try folder.files()
    #expect(copy.count > report.endpoints / 2)
    // Recorded names are the generator's, and import of the command line writes them.
    copy["names.json"] = nil
    let different = copy.filter { name, content in
      (try? Data(contentsOf: URL(fileURLWithPath: "\(BundledRegistry.path)/\(name)"))) != content
    }
    #expect(different.keys.sorted() == [])
  }
}

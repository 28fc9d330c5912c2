import FalCore
import Foundation
import TestSupport
import Testing

@testable import FalRegistry
@testable import FalRegistrySync
@testable import FalSchema

/// Faults that the real feed has, each with a clear diagnostic and nothing lost.
@Suite("Faults of the feed")
struct ImportFaultTests {
  private func codes(_ report: RegistryImporter.Report, _ id: String) -> [String] {
    report.diagnostics.filter { $0.subject == id }.map(\.code)
  }

  @Test("An endpoint whose schema the service could not give is kept, without a schema")
  func expansionFailed() throws {
    let folder = try TemporaryFolder()
    let failed = TestFeed.model("a/b", openapi: ["error": ["code": "expansion_failed", "message": "Failed to fetch"]])
    let report = try TestFeed.importing(TestFeed.page(failed), into: folder)
    let record = try #require(try TestFeed.records(folder)["a/b"])
    #expect(!record.hasSchema)
    #expect(record.schemaError == "expansion_failed")
    #expect(codes(report, "a/b").contains("no-schema"))
  }

  @Test("A schema that could not be given this time keeps the previous snapshot")
  func expansionFailedLater() throws {
    let folder = try TemporaryFolder()
    try TestFeed.importing(TestFeed.page(TestFeed.model("a/b")), into: folder)
    let before = try #require(try TestFeed.records(folder)["a/b"])
    let failed = TestFeed.model("a/b", openapi: ["error": ["code": "expansion_failed"]])
    let report = try TestFeed.importing(TestFeed.page(failed), into: folder)
    let after = try #require(try TestFeed.records(folder)["a/b"])
    #expect(after.snapshot == before.snapshot && after.schemaError == nil)
    #expect(after.fields == ["prompt"])
    #expect(report.diagnostics.contains { $0.code == "no-schema" && $0.message.contains("previous snapshot stays") })
  }

  @Test("References to nothing are reported, and the rest is read")
  func danglingReference() throws {
    let folder = try TemporaryFolder()
    let document = TestFeed.document(
      "a/b",
      input: ["prompt": ["type": "string"], "map": ["$ref": "#/components/schemas/Missing"]]
    )
    let report = try TestFeed.importing(TestFeed.page(TestFeed.model("a/b", openapi: document)), into: folder)
    #expect(report.diagnostics.contains { $0.code == "dangling-reference" && $0.message.contains("Missing") })
    #expect(try TestFeed.records(folder)["a/b"]?.fields == ["prompt", "map"])
  }

  @Test("A POST body whose schema does not exist is reported, and the output is read")
  func missingInputSchema() throws {
    let folder = try TemporaryFolder()
    var document = TestFeed.document("a/b")
    document["paths"]["/a/b"]["post"]["requestBody"] = TestFeed.body("Nowhere")
    let report = try TestFeed.importing(TestFeed.page(TestFeed.model("a/b", openapi: document)), into: folder)
    #expect(report.diagnostics.contains { $0.code == "no-input-schema" && $0.message.contains("Nowhere") })
    let record = try #require(try TestFeed.records(folder)["a/b"])
    #expect(record.hasSchema && record.fields.isEmpty && record.outputs == ["image"])
  }

  @Test(
    "A missing display name is derived from the id",
    arguments: [
      ("fal-ai/flux-2/klein/9b/edit", "FLUX 2 Klein 9B Edit"),
      ("fal-ai/flux-lora/image-to-image", "FLUX LoRA Image-to-Image"),
      ("fal-ai/wan/v2.6/text-to-video", "Wan v2.6 Text-to-Video"), ("bria/video/erase/mask", "BRIA Video Erase Mask"),
      ("fal-ai/stable-audio", "Stable Audio"), ("CassetteAI/music-generator", "CassetteAI Music Generator"),
      ("fal-ai/x", "X"),
    ]
  )
  func missingName(id: String, name: String) throws {
    let folder = try TemporaryFolder()
    let report = try TestFeed.importing(
      TestFeed.page(TestFeed.model(id, metadata: ["category": "text-to-image"])),
      into: folder
    )
    #expect(try TestFeed.records(folder)[id]?.name == name)
    #expect(codes(report, id).contains("no-name"))
  }

  @Test("Ids that differ only in case have files that a Mac tells apart")
  func caseClash() throws {
    let folder = try TemporaryFolder()
    let page = TestFeed.page(TestFeed.model("CassetteAI/music"), TestFeed.model("cassetteai/music"))
    try TestFeed.importing(page, into: folder)
    let records = try TestFeed.records(folder)
    let plain = try #require(records["cassetteai/music"]?.snapshot?.path)
    let marked = try #require(records["CassetteAI/music"]?.snapshot?.path)
    #expect(plain == "openapi/cassetteai/music.json")
    #expect(marked.hasPrefix("openapi/cassetteai/music~") && marked.count == plain.count + 7)
    #expect(marked == marked.lowercased())
  }

  @Test("A clash that comes later moves the snapshot that has to give way")
  func laterCaseClash() throws {
    let folder = try TemporaryFolder()
    try TestFeed.importing(TestFeed.page(TestFeed.model("CassetteAI/music")), into: folder)
    #expect(try TestFeed.records(folder)["CassetteAI/music"]?.snapshot?.path == "openapi/cassetteai/music.json")
    try TestFeed.importing(TestFeed.page(TestFeed.model("cassetteai/music")), into: folder)
    let together = try TemporaryFolder()
    try TestFeed.importing(
      TestFeed.page(TestFeed.model("cassetteai/music"), TestFeed.model("CassetteAI/music")),
      into: together
    )
    #expect(try folder.files() == together.files())
  }

  @Test("An id that is the beginning of others has its own file")
  func prefixes() throws {
    let folder = try TemporaryFolder()
    let ids = ["fal-ai/flux", "fal-ai/flux/dev", "fal-ai/flux/dev/image-to-image", "fal-ai/flux.json/dev"]
    let page: JSON = ["models": .array(ids.map { TestFeed.model($0) })]
    try TestFeed.importing(page.utf8(), into: folder)
    let records = try TestFeed.records(folder)
    let paths = ids.compactMap { records[$0]?.snapshot?.path }
    #expect(Set(paths).count == ids.count)
    #expect(paths[1] == "openapi/fal-ai/flux/dev.json")
    // "fal-ai/flux.json" is the folder of the last id, so the first one's file must be called something else.
    #expect(paths[0] != "openapi/fal-ai/flux.json")
    let files = try folder.files()
    for path in paths { #expect(files[path] != nil) }
  }

  @Test("An id that looks like another's marked file has a file of its own")
  func markedClash() throws {
    let marked = try #require(SnapshotPaths.assigned(to: ["Cc/m", "cc/m"])["Cc/m"])
    let lookalike = String(marked.dropFirst("openapi/".count).dropLast(".json".count))
    let paths = SnapshotPaths.assigned(to: ["Cc/m", "cc/m", lookalike])
    #expect(Set(paths.values).count == 3)
    #expect(paths[lookalike] == marked)
  }

  @Test(
    "An index that leads out of the registry is refused, and nothing outside is touched",
    arguments: [
      ("\"snapshot\": \"openapi/a/b.json\"", "\"snapshot\": \"../victim.json\""),
      ("\"snapshot\": \"openapi/a/b.json\"", "\"snapshot\": \"openapi/../../victim.json\""),
      ("\"snapshot\": \"openapi/a/b.json\"", "\"snapshot\": \"/tmp/victim.json\""),
      ("\"id\": \"a/b\"", "\"id\": \"../../victim\""), ("\"id\": \"a/b\"", "\"id\": \"/a/b\""),
    ]
  )
  func hostileIndex(text: String, replacement: String) throws {
    let outer = try TemporaryFolder()
    try FileManager.default.createDirectory(atPath: outer.path + "/registry", withIntermediateDirectories: true)
    let folder = RegistryFolder(path: outer.path + "/registry")
    var importer = RegistryImporter(folder: folder, missingDocumentsFrom: TestFeed.emptyRegistry())
    _ = try importer.run(pages: [("page", TestFeed.page(TestFeed.model("a/b")))], isComplete: false)
    let index = try outer.text(of: "registry/references/models.json")
    try #require(index.contains(text))
    try outer.write(index.replacingOccurrences(of: text, with: replacement), to: "registry/references/models.json")
    try outer.write("precious", to: "victim.json")
    let before = try outer.files()
    #expect(throws: RegistryError.self) { try importer.run(pages: [], isComplete: false) }
    #expect(try outer.files() == before)
  }

  @Test("A category that no module is set for goes to the default module, with a warning")
  func unknownCategory() throws {
    let folder = try TemporaryFolder()
    try folder.write(TestFeed.modules, to: "modules.json")
    let model = TestFeed.model("a/b", metadata: ["display_name": "B", "category": "text-to-smell"])
    let report = try TestFeed.importing(TestFeed.page(model), into: folder)
    #expect(try TestFeed.records(folder)["a/b"]?.module == "FalText")
    #expect(report.diagnostics.contains { $0.severity == .warning && $0.code == "unknown-category" })
  }

  @Test("A wrong category is repaired by the overrides")
  func wrongCategory() throws {
    let folder = try TemporaryFolder()
    try folder.write(TestFeed.modules, to: "modules.json")
    try folder.write(#"{"endpoints": {"CassetteAI/*": {"category": "text-to-audio"}}}"#, to: "overrides.json")
    let model = TestFeed.model("CassetteAI/music", metadata: ["category": "text-to-text"])
    try TestFeed.importing(TestFeed.page(model), into: folder)
    let record = try #require(try TestFeed.records(folder)["CassetteAI/music"])
    #expect(record.category == "text-to-audio" && record.module == "FalAudio")
  }

  @Test(
    "A broken page is reported, and the others are imported",
    arguments: [
      "{\"models\": [", #"{"error": {"type": "rate_limited", "message": "slow\u001b[2Jdown"}}"#, #"{"detail": "nope"}"#,
      "[]", "",
    ]
  )
  func brokenPage(text: String) throws {
    let folder = try TemporaryFolder()
    let report = try TestFeed.importing(TestFeed.page(TestFeed.model("a/b")), Array(text.utf8), into: folder)
    #expect(report.diagnostics.contains { $0.severity == .error && $0.code == "failed-page" && $0.subject == "page 2" })
    #expect(!report.diagnostics.contains { $0.message.contains("\u{1B}") })
    #expect(try TestFeed.records(folder).keys.sorted() == ["a/b"])
  }

  @Test(
    "A model without an id, or with an impossible one, is reported and loses no other",
    arguments: [
      ["name": "x"], ["endpoint_id": "../../etc/passwd"], ["endpoint_id": "a//b"], ["endpoint_id": "one"],
      ["endpoint_id": 7],
      ["endpoint_id": "/a/b"], ["endpoint_id": "a/b\u{1B}"],
    ] as [JSON]
  )
  func badID(model: JSON) throws {
    let folder = try TemporaryFolder()
    let report = try TestFeed.importing(TestFeed.page(model, TestFeed.model("a/c")), into: folder)
    #expect(report.diagnostics.contains { $0.severity == .error })
    #expect(try TestFeed.records(folder).keys.sorted() == ["a/c"])
    #expect(try folder.files().keys.allSatisfy { !$0.contains("passwd") })
  }

  @Test("Models with hostile metadata are imported without control characters")
  func hostileMetadata() throws {
    let folder = try TemporaryFolder()
    let metadata: JSON = [
      "display_name": "A\u{1B}[31m\nB\u{202E}C", "category": "text-to-image", "tags": ["x\ty", 7, "z"],
    ]
    try TestFeed.importing(TestFeed.page(TestFeed.model("a/b", metadata: metadata)), into: folder)
    let record = try #require(try TestFeed.records(folder)["a/b"])
    #expect(record.name == "A [31m B C")
    #expect(record.tags == ["x y", "z"])
  }

  @Test("A model without metadata is imported")
  func noMetadata() throws {
    let folder = try TemporaryFolder()
    let model: JSON = ["endpoint_id": "a/b", "openapi": TestFeed.document("a/b")]
    try TestFeed.importing(TestFeed.page(model), into: folder)
    let record = try #require(try TestFeed.records(folder)["a/b"])
    #expect(record.category == "unknown" && record.status == .active && record.name == "A B")
  }

  @Test("Of names that are the same to Swift one is lost, and that is told", arguments: ["caf\u{E9}", "cafe\u{301}"])
  func duplicateNames(name: String) throws {
    let folder = try TemporaryFolder()
    try folder.write(TestFeed.modules, to: "modules.json")
    let page = #"{"models": [{"endpoint_id": "a/b", "metadata": {"caf\u00e9": 1, "\#(name)": 2}}]}"#
    let feed = Feed(pages: [("page", Array(page.utf8))])
    #expect(feed.entries.keys.sorted() == ["a/b"] && feed.failedPages.isEmpty)
    #expect(feed.diagnostics.map(\.code) == ["duplicate-name"])
  }
}

import FalCore
import Foundation
import TestSupport
import Testing

@testable import FalRegistry
@testable import FalRegistrySync
@testable import FalSchema

@Suite("Merging feeds into a registry")
struct ImportMergeTests {
  private func model(_ id: String, _ updated: String?, steps: Int) -> JSON {
    var metadata: JSON = ["display_name": "N", "category": "text-to-image"]
    if let updated { metadata["updated_at"] = .string(updated) }
    let input: JSON = [
      "prompt": ["type": "string"], "steps": ["type": "integer", "default": .number(JSONNumber(steps))],
    ]
    return TestFeed.model(id, metadata: metadata, openapi: TestFeed.document(id, input: input))
  }

  private func steps(_ folder: TemporaryFolder, _ id: String) throws -> Int? {
    let registry = try Registry(folder: folder.path)
    let record = try #require(try registry.record(of: id))
    let schema = ModelSchema(
      snapshot: try #require(try registry.snapshot(of: record)),
      id: id,
      category: record.category
    )
    return schema.inputs.first { $0.name == "steps" }?.node.defaultValue?.int
  }

  @Test("Models that a feed lacks stay")
  func merge() throws {
    let folder = try TemporaryFolder()
    try TestFeed.importing(TestFeed.page(model("a/b", nil, steps: 1)), into: folder)
    let report = try TestFeed.importing(TestFeed.page(model("a/c", nil, steps: 2)), into: folder)
    #expect(try TestFeed.records(folder).keys.sorted() == ["a/b", "a/c"])
    #expect(report.added == ["a/c"] && report.unchanged == 1)
  }

  @Test("A complete feed retires what it lacks, and keeps it")
  func complete() throws {
    let folder = try TemporaryFolder()
    try TestFeed.importing(TestFeed.page(model("a/b", nil, steps: 1), model("a/c", nil, steps: 1)), into: folder)
    let report = try TestFeed.importing(TestFeed.page(model("a/c", nil, steps: 1)), into: folder, isComplete: true)
    #expect(report.retired == ["a/b"])
    #expect(try TestFeed.records(folder)["a/b"]?.status == .retired)
    #expect(try steps(folder, "a/b") == 1)
    try TestFeed.importing(TestFeed.page(model("a/b", nil, steps: 1)), into: folder)
    #expect(try TestFeed.records(folder)["a/b"]?.status == .active)
  }

  @Test("A feed with a broken page or without its last page retires nothing")
  func incomplete() throws {
    let folder = try TemporaryFolder()
    try TestFeed.importing(TestFeed.page(model("a/b", nil, steps: 1)), into: folder)
    let before = try folder.files()
    #expect(throws: RegistryError.self) {
      try TestFeed.importing(TestFeed.page(model("a/c", nil, steps: 1), hasMore: true), into: folder, isComplete: true)
    }
    #expect(throws: RegistryError.self) {
      try TestFeed.importing(
        TestFeed.page(model("a/c", nil, steps: 1)),
        Array("{".utf8),
        into: folder,
        isComplete: true
      )
    }
    for broken: JSON in [["endpoint_id": 7], ["endpoint_id": "../x"]] {
      #expect(throws: RegistryError.self) {
        try TestFeed.importing(TestFeed.page(broken), into: folder, isComplete: true)
      }
    }
    #expect(throws: RegistryError.self) {
      try TestFeed.importing(Array("{\"models\": []}".utf8), into: folder, isComplete: true)
    }
    #expect(try folder.files() == before)

    let new = try TemporaryFolder()
    #expect(throws: RegistryError.self) { try TestFeed.importing(Array("{".utf8), into: new, isComplete: true) }
    #expect(try new.files().isEmpty)
  }

  @Test("Of two versions in a feed the newer wins, in any order")
  func newerInFeed() throws {
    let old = model("a/b", "2026-01-01T00:00:00Z", steps: 1)
    let new = model("a/b", "2026-02-01T00:00:00Z", steps: 2)
    for models in [[old, new], [new, old]] {
      let folder = try TemporaryFolder()
      try TestFeed.importing(TestFeed.page(models[0]), TestFeed.page(models[1]), into: folder)
      #expect(try steps(folder, "a/b") == 2)
    }
  }

  @Test("Of two versions of one date the same wins, in any order")
  func sameDateInFeed() throws {
    let one = model("a/b", nil, steps: 1)
    let other = model("a/b", nil, steps: 2)
    let folders = [try TemporaryFolder(), try TemporaryFolder()]
    try TestFeed.importing(TestFeed.page(one, other), into: folders[0])
    try TestFeed.importing(TestFeed.page(other, one), into: folders[1])
    #expect(try folders[0].files() == folders[1].files())
  }

  @Test("An older version does not replace the registry's, a version of the same date does")
  func againstRegistry() throws {
    let folder = try TemporaryFolder()
    try TestFeed.importing(TestFeed.page(model("a/b", "2026-02-01T00:00:00Z", steps: 2)), into: folder)
    try TestFeed.importing(TestFeed.page(model("a/b", "2026-01-01T00:00:00Z", steps: 1)), into: folder)
    #expect(try steps(folder, "a/b") == 2)
    try TestFeed.importing(TestFeed.page(model("a/b", "2026-02-01T00:00:00Z", steps: 3)), into: folder)
    #expect(try steps(folder, "a/b") == 3)
  }

  @Test("Importing again writes nothing; importing an export gives the same files")
  func idempotence() throws {
    let folder = try TemporaryFolder()
    try folder.write(TestFeed.modules, to: "modules.json")
    let feed = TestFeed.page(
      model("fal-ai/x/y", "2026-02-01T00:00:00Z", steps: 2),
      model("Acme/z", nil, steps: 1),
      model("acme/z", nil, steps: 1),
      TestFeed.model("a/b", openapi: ["error": ["code": "expansion_failed"]]),
      TestFeed.model(
        "a/rich",
        metadata: [
          "display_name": "Rich", "category": "text-to-audio", "status": "deprecated", "tags": ["t 1", "t|2%"],
          "date": "2025-01-01", "updated_at": "2025-01-02", "license_type": "commercial", "kind": "training",
          "group": ["key": "g", "label": "G"], "duration_estimate": 5, "stream_url": "/stream",
          "training_endpoint_ids": ["a/b"],
          "inference_endpoint_ids": ["a/c"],
        ]
      )
    )
    try TestFeed.importing(feed, into: folder)
    let before = try folder.files()
    #expect(try TestFeed.importing(feed, into: folder).files.isEmpty)
    #expect(try folder.files() == before)

    let copy = try TemporaryFolder()
    try folder.write(TestFeed.modules, to: "modules.json")
    try copy.write(TestFeed.modules, to: "modules.json")
    let export = try Registry(folder: folder.path).exported()
    try TestFeed.importing(export.utf8(.readable), into: copy, isComplete: true)
    try TestFeed.importing(into: folder)
    #expect(try copy.files() == folder.files())
  }

  @Test("A changed override reaches the index by an import without a feed")
  func refresh() throws {
    let folder = try TemporaryFolder()
    try TestFeed.importing(TestFeed.page(model("a/b", nil, steps: 1)), into: folder)
    #expect(try TestFeed.records(folder)["a/b"]?.mediaInputs.isEmpty == true)
    try folder.write(
      #"{"media_names": {"prompt": "audio"}, "endpoints": {"a/b": {"category": "text-to-audio"}}}"#,
      to: "overrides.json"
    )
    try TestFeed.importing(into: folder)
    let record = try #require(try TestFeed.records(folder)["a/b"])
    #expect(record.mediaInputs == [MediaInputRecord(field: "prompt", kind: .audio)])
    #expect(record.category == "text-to-audio")
  }

  @Test("Dates are compared as dates, and a model without one replaces")
  func dates() throws {
    let folder = try TemporaryFolder()
    let versions: [(date: String?, offered: Int, kept: Int)] = [
      ("2026-02-01T00:00:00Z", 1, 1), ("2026-02-01T00:00:00.500Z", 2, 2), ("2026-02-01T00:00:00.250Z", 3, 2),
      ("2026-02-01T01:00:00+02:00", 4, 2), ("2026-02-01T00:00:01Z", 5, 5), (nil, 6, 6),
    ]
    for version in versions {
      try TestFeed.importing(TestFeed.page(model("a/b", version.date, steps: version.offered)), into: folder)
      #expect(try steps(folder, "a/b") == version.kept, "\(version.date ?? "no date")")
    }
  }

  @Test("A retired model that comes back is no longer retired, even in an older version")
  func comesBack() throws {
    let folder = try TemporaryFolder()
    try TestFeed.importing(TestFeed.page(model("a/b", "2026-02-01T00:00:00Z", steps: 2)), into: folder)
    try TestFeed.importing(TestFeed.page(model("a/c", nil, steps: 1)), into: folder, isComplete: true)
    #expect(try TestFeed.records(folder)["a/b"]?.status == .retired)
    try TestFeed.importing(TestFeed.page(model("a/b", "2026-01-01T00:00:00Z", steps: 1)), into: folder)
    #expect(try TestFeed.records(folder)["a/b"]?.status == .active)
    #expect(try steps(folder, "a/b") == 2)
  }

  @Test("A category that is no longer overridden is the service's again, and an export holds the service's")
  func overrideRemoved() throws {
    let folder = try TemporaryFolder()
    try folder.write(#"{"endpoints": {"a/b": {"category": "text-to-audio"}}}"#, to: "overrides.json")
    try TestFeed.importing(TestFeed.page(model("a/b", nil, steps: 1)), into: folder)
    #expect(try TestFeed.records(folder)["a/b"]?.category == "text-to-audio")
    let exported = try Registry(folder: folder.path).exported()
    #expect(exported["models"][0]["metadata"]["category"] == "text-to-image")
    try folder.write("{}", to: "overrides.json")
    try TestFeed.importing(into: folder)
    #expect(try TestFeed.records(folder)["a/b"]?.category == "text-to-image")
  }

  @Test("The index follows from the files, not from the order of names in the feed")
  func orderOfNames() throws {
    var document = TestFeed.document(
      "a/b",
      input: ["z": ["type": "string"], "m": ["type": "string"], "a": ["type": "string"]]
    )
    document["components"]["schemas"]["TestInput"]["x-fal-order-properties"] = ["m"]
    document["paths"]["/A"] = ["post": ["requestBody": TestFeed.body("Image")]]
    let folder = try TemporaryFolder()
    try TestFeed.importing(TestFeed.page(TestFeed.model("a/b", openapi: document)), into: folder)
    #expect(try TestFeed.importing(into: folder).files.isEmpty)
    var verifier = RegistryVerifier(folder: RegistryFolder(path: folder.path))
    #expect(try !verifier.run().diagnostics.contains { $0.code == "index-differs" })
  }
}

import FalCore
import FalEmulator
import FalRegistry
import Foundation
import TestSupport
import Testing

@testable import FalRegistrySync

@Suite("Syncing a registry", .timeLimit(.minutes(5)))
struct RegistrySyncTests {
  private static let ids = ["acme/a", "acme/b", "acme/c", "acme/d", "acme/e"]

  /// A registry that has been synced with five models, and the server.
  private func synced() async throws -> (registry: SyncedRegistry, server: CatalogServer) {
    let (registry, server) = (try SyncedRegistry(), try CatalogServer(Self.ids))
    try await registry.sync(server)
    return (registry, server)
  }

  private static func changed(_ id: String) -> JSON {
    TestFeed.model(
      id,
      openapi: TestFeed.document(id, input: ["prompt": ["type": "string"], "seed": ["type": "integer"]])
    )
  }

  @Test("A new registry, and one that changes, become what an import of the same pages makes of it")
  func imported() async throws {
    let (registry, server) = (try SyncedRegistry(), try CatalogServer(Self.ids))
    let new = try registry.imported(server)
    let first = try await registry.sync(server)
    #expect(first.isChanged && first.registry.added == Self.ids && first.failures.isEmpty)
    #expect(try registry.files() == new && registry.faults() == [])

    server.set([Self.changed("acme/a")] + Self.ids[1...].map { TestFeed.model($0) } + [TestFeed.model("acme/new")])
    let expected = try registry.imported(server)
    let second = try await registry.sync(server)
    #expect(second.registry.changed == ["acme/a"] && second.registry.added == ["acme/new"])
    #expect(try registry.files() == expected && registry.faults() == [])
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: registry.folder.path).sorted() == [
        "copy", "registry", "work",
      ]
    )
  }

  @Test("A copy is there also when the catalogue is what it begins as")
  func copy() async throws {
    let (registry, server) = try await synced()
    let path = registry.folder.path + "/copy-of-it"
    let report = try await RegistrySync(
      folder: RegistryFolder(path: path),
      fallback: Registry(folder: registry.path),
      startingWith: Registry(folder: registry.path),
      work: registry.folder.path + "/work",
      client: server.client
    ).run()
    #expect(try report.isChanged && Registry(folder: path).records().count == Self.ids.count)
  }

  @Test("When nothing has changed nothing is written, and pages are asked for by their tags; --full asks anew")
  func unchanged() async throws {
    let (registry, server) = try await synced()
    let before = try FileManager.default.attributesOfItem(atPath: registry.path)[.systemFileNumber] as? Int
    #expect(try await !registry.sync(server).isChanged && server.unchanged == 3)
    let after = try FileManager.default.attributesOfItem(atPath: registry.path)[.systemFileNumber] as? Int
    #expect(before == after)
    #expect(try await !registry.sync(server) { $0.isAnew = true }.isChanged && server.unchanged == 3)
    // A registry that somebody else changed is not what is remembered.
    try registry.folder.write(#"{"categories": {}, "default": "FalVideo"}"#, to: "registry/modules.json")
    let moved = try? await registry.sync(server) { $0.acceptsLargeChange = true }
    #expect(moved == nil, "types cannot move without being told to")
    #expect(try await registry.sync(server) { ($0.acceptsLargeChange, $0.acceptsRenames) = (true, true) }.isChanged)
  }

  @Test("A server that is ill for a while is asked again")
  func ill() async throws {
    let (registry, server) = (try SyncedRegistry(), try CatalogServer(Self.ids))
    server.fail { page, time in
      time == 1 ? [.status(503), .status(429, ["Retry-After": "0"]), .cut][page - 1] : nil
    }
    #expect(try await registry.sync(server).failures.isEmpty)
    #expect(server.asked == ["1", "1", "2", "2", "3", "3"])
  }

  @Test(
    "A page that fails leaves what the registry had; what came before it counts, and nothing is retired",
    arguments: [
      CatalogServer.Answer.status(500), .status(404), .status(429), .cut, .body("{"), .body("[]"),
      .body(#"{"error": {"message": "no"}}"#), .body(#"{"models": 7}"#), .body(#"{"models": [], "has_more": true}"#),
      // Back to a page that was read.
      .body(#"{"models": [{"endpoint_id": "acme/c"}], "has_more": true, "next_cursor": "2"}"#),
    ]
  )
  func failedPage(answer: CatalogServer.Answer) async throws {
    let (registry, server) = try await synced()
    server.set([Self.changed("acme/a"), TestFeed.model("acme/new")] + Self.ids[1...].map { TestFeed.model($0) })
    server.fail { page, _ in page == 2 ? answer : nil }
    let report = try await registry.sync(server)
    #expect(report.failures.map(\.code) == ["failed-page"] && report.registry.retired == [])
    #expect(report.registry.changed.contains("acme/a") && report.registry.added == ["acme/new"])
    #expect(try registry.faults() == [])
    server.fail { _, _ in nil }
    let expected = try registry.imported(server)
    #expect(try await registry.sync(server).failures.isEmpty)
    #expect(try registry.files() == expected)
  }

  @Test("When the first page fails the registry is as it was")
  func unreachable() async throws {
    let (registry, server) = try await synced()
    let before = try registry.files()
    for answer in [CatalogServer.Answer.status(500), .body("<html>"), .body(#"{"models": {}}"#)] {
      server.fail { _, _ in answer }
      await #expect(throws: FalError.self) { try await registry.sync(server) }
      #expect(try registry.files() == before)
    }
  }

  @Test("What shrinks or changes too much is not believed until somebody says so")
  func large() async throws {
    let (registry, server) = try await synced()
    let before = try registry.files()
    for models in [[], [TestFeed.model("acme/a")], Self.ids.map(Self.changed)] {
      server.set(models)
      let error = await #expect(throws: RegistryError.self) { try await registry.sync(server) }
      #expect(error?.message.contains("more likely ill than different") == true)
      #expect(try registry.files() == before)
    }
    server.set([TestFeed.model("acme/a")])
    let report = try await registry.sync(server) { $0.acceptsLargeChange = true }
    #expect(report.registry.retired == Array(Self.ids[1...]))
    #expect(try registry.faults() == [] && Registry(folder: registry.path).records().count == 5)
    // And comes back.
    server.set(Self.ids.map { TestFeed.model($0) })
    try await registry.sync(server) { $0.acceptsLargeChange = true }
    #expect(try Registry(folder: registry.path).records().allSatisfy { $0.status == .active })
  }

  @Test("A document that a page lacks is fetched alone; one that fails leaves the one that was there")
  func documents() async throws {
    let (registry, server) = try await synced()
    let lacking: (String) -> JSON = { TestFeed.model($0, openapi: ["error": ["code": "expansion_failed"]]) }
    server.set([lacking("acme/a"), lacking("acme/b"), lacking("acme/new")] + Self.ids[2...].map { TestFeed.model($0) })
    server.set(documents: ["acme/a": Self.changed("acme/a")["openapi"]])
    let report = try await registry.sync(server) { $0.acceptsLargeChange = true }
    // What never had one is no failure.
    #expect(report.failures.map(\.subject) == ["acme/b"] && report.failures[0].code == "failed-document")
    let records = try Registry(folder: registry.path).records()
    #expect(records.first { $0.id == "acme/a" }?.fields.contains("seed") == true)
    #expect(
      records.first { $0.id == "acme/b" }?.hasSchema == true
        && records.first { $0.id == "acme/new" }?.hasSchema == false
    )
    #expect(try registry.faults() == [])
  }

  @Test("Some models alone, by id or glob; what fal does not list is said")
  func some() async throws {
    let (registry, server) = try await synced()
    server.set(Self.ids.map(Self.changed) + [TestFeed.model("other/new")])
    let report = try await registry.sync(server) { options in
      options.models = ["acme/b", "other/*", "acme/none", "nobody/*"]
      options.acceptsLargeChange = true
    }
    #expect(report.registry.changed == ["acme/b"] && report.registry.added == ["other/new"])
    #expect(report.failures.map(\.subject) == ["acme/none", "nobody/*"] && report.registry.retired == [])
  }

  @Test("One that was interrupted goes on where it was")
  func interrupted() async throws {
    let (registry, server) = (try SyncedRegistry(), try CatalogServer(Self.ids))
    let isAsked = Event()
    server.fail { page, _ in
      if page == 3 { isAsked.happen() }
      return page == 3 ? .status(503, ["Retry-After": "50"]) : nil
    }
    let sync = Task { try await registry.sync(server) }
    await isAsked.wait()
    sync.cancel()
    await #expect(throws: (any Error).self) { try await sync.value }
    server.fail { _, _ in nil }
    #expect(try await registry.sync(server).registry.added == Self.ids)
    #expect(server.asked.count { $0 == "1" } == 1 && server.asked.count { $0 == "2" } == 1)
  }

  @Test("Two at once: the second is told, and nothing is lost; a link to a registry stays one")
  func together() async throws {
    let (registry, server) = try await synced()
    let first = try StagedRegistry(of: RegistryFolder(path: registry.path))
    let error = await #expect(throws: RegistryError.self) { try await registry.sync(server) }
    #expect(error?.message.contains("another process") == true && error?.reason == .writing)
    withExtendedLifetime(first) {}
  }

  @Test("A link to a registry stays a link, and leftovers of a killed sync are removed")
  func leftovers() async throws {
    let (registry, server) = try await synced()
    let elsewhere = registry.folder.path + "/elsewhere"
    try FileManager.default.moveItem(atPath: registry.path, toPath: elsewhere)
    try FileManager.default.createSymbolicLink(atPath: registry.path, withDestinationPath: elsewhere)
    let staged = registry.folder.path + "/.elsewhere.staged"
    try FileManager.default.createDirectory(atPath: staged, withIntermediateDirectories: true)
    try registry.folder.write("half", to: ".elsewhere.staged/names.json")
    server.set(Self.ids.map { TestFeed.model($0) } + [TestFeed.model("acme/new")])
    #expect(try await registry.sync(server).registry.added == ["acme/new"])
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: registry.path) == elsewhere)
    #expect(!FileManager.default.fileExists(atPath: staged))
    #expect(try registry.faults() == [])
  }
}

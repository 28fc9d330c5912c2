import FalCore
import FalEmulator
import FalPlatform
import FalRegistry
import FalSystem
import TestSupport
import Testing

@Suite("The catalogue", .timeLimit(.minutes(5)))
struct CatalogTests {
  private static let ids = Result { try Registry(folder: BundledRegistry.path).records().map(\.id) }

  @Test("Every model is read, each once, however long pages are", arguments: [nil, 7, 1_000])
  func everyModel(pageSize: Int?) async throws {
    let fal = try LocalFal()
    let ids = try Self.ids.get()
    let models = try await fal.client.models(ModelQuery(pageSize: pageSize)).all()
    #expect(models.map(\.id.description) == ids)
    let size = min(pageSize ?? 100, 100)
    #expect(fal.emulator.statistics.received[.catalog] == (ids.count + size - 1) / size)
  }

  @Test("A listing has what the registry knows")
  func listing() async throws {
    let fal = try LocalFal()
    let model = try #require(try await fal.client.models(ModelQuery(endpoints: ["fal-ai/flux/dev"])).all().first)
    #expect(model.id == "fal-ai/flux/dev" && model.category == "text-to-image" && model.status == .active)
    #expect(model.name?.isEmpty == false && model.summary == "")
    #expect(model.metadata["model_url"] == .string("\(fal.emulator.hosts.run)/fal-ai/flux/dev"))
    #expect(model.openAPI == nil && model.enterpriseStatus == nil)
    let bare = try await ScriptedPlatform(#"{"models":[{"endpoint_id":"me/app"}],"has_more":false}"#).client.models()
      .all()
    #expect(bare.map(\.id) == ["me/app"] && bare[0].status == nil && bare[0].name == nil && bare[0].tags == [])
  }

  @Test("Words, category and status narrow the list")
  func filters() async throws {
    let fal = try LocalFal()
    let training = try await fal.client.models(ModelQuery(category: "training")).all()
    let known = try Registry(folder: BundledRegistry.path).models(category: "training").filter { $0.status != .retired }
    #expect(!known.isEmpty && training.map(\.id.description) == known.map(\.id))
    let found = try await fal.client.models(ModelQuery(text: "flux dev", category: "text-to-image")).all()
    #expect(found.first?.id == "fal-ai/flux/dev" && found.allSatisfy { $0.category == "text-to-image" })
    let old = try await fal.client.models(ModelQuery(status: .deprecated)).all()
    #expect(old.allSatisfy { $0.status == .deprecated })
    let error = await falError { _ = try await fal.client.models(ModelQuery(status: ModelListing.Status("odd"))).all() }
    #expect(error?.kind == .invalidInput && error?.type == "validation_error")
    #expect(error?.message == "the catalogue: status must be active or deprecated")
  }

  @Test("Any number of ids, in batches; those that fal does not know are left out")
  func ids() async throws {
    let fal = try LocalFal()
    let known = try Self.ids.get().prefix(120).map { try EndpointID($0) }
    let asked = known + [known[3], "nobody/nothing"]
    #expect(try await fal.client.models(ModelQuery(endpoints: asked)).all().map(\.id) == known)
    #expect(fal.emulator.statistics.received[.catalog] == 3)
    #expect(try await fal.client.models(ModelQuery(endpoints: ["nobody/nothing", "nobody/else"])).all().isEmpty)
    let calls = fal.emulator.statistics.received[.catalog]
    #expect(try await fal.client.models(ModelQuery(endpoints: [])).all().isEmpty)
    #expect(fal.emulator.statistics.received[.catalog] == calls)
  }

  @Test("Documents and enterprise status come when they are asked for, or why they do not")
  func expansions() async throws {
    let fal = try LocalFal()
    let query = ModelQuery(
      endpoints: ["fal-ai/flux/dev", "fal-ai/hyper-sdxl"],
      expansions: [.openAPI, .enterpriseStatus]
    )
    let models = try await fal.client.models(query).all()
    let document = try #require(try models[0].openAPI?.get())
    #expect(document["info"]["x-fal-metadata"]["endpointId"] == "fal-ai/flux/dev")
    #expect(try models[0].enterpriseStatus?.get() == .ready)
    let failure = #expect(throws: ExpansionFailure.self) { try models[1].openAPI?.get() }
    #expect(failure?.code == "expansion_failed" && failure?.description.contains(": ") == true)

    let odd = try ScriptedPlatform(
      #"{"models":[{"endpoint_id":"a/b","openapi":7,"enterprise_status":{"error":{"code":"x"}}}],"next_cursor":null}"#
    )
    let model = try #require(try await odd.client.models().all().first)
    let unreadable = #expect(throws: ExpansionFailure.self) { try model.openAPI?.get() }
    #expect(unreadable?.description == "unreadable: fal sent 7 in its place")
    #expect(#expect(throws: ExpansionFailure.self) { try model.enterpriseStatus?.get() }?.description == "x")
  }

  @Test("What is asked for is in the address, lists by repeating a name")
  func address() async throws {
    let platform = try ScriptedPlatform(#"{"models":[],"has_more":false,"next_cursor":null}"#)
    let query = ModelQuery(
      text: "a cat & dog",
      category: "text-to-image",
      status: .active,
      endpoints: ["a/b", "a/c"],
      expansions: [.enterpriseStatus, .openAPI],
      pageSize: 10
    )
    _ = try await platform.client.models(query).all()
    #expect(
      platform.targets.withLock { $0 } == [
        "GET /v1/models?q=a%20cat%20%26%20dog&category=text-to-image&status=active&limit=10&expand=enterprise_status"
          + "&expand=openapi-3.0&endpoint_id=a%2Fb&endpoint_id=a%2Fc"
      ]
    )
  }
}

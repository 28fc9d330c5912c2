import FalCore
import FalGenerator
import FalRegistry
import FalRegistrySync
import FalSchema
import Foundation
import TestSupport
import Testing

/// A target's registry that is laid over falkit's.
@Suite("A registry laid over another")
struct OverlayTests {
  private let base: TestRegistry
  private let package: TemporaryFolder
  private let output: TemporaryFolder

  init() throws {
    base = try TestRegistry()
    package = try TemporaryFolder()
    output = try TemporaryFolder()
  }

  private var own: RegistryFolder { RegistryFolder(path: package.path + "/Registry") }

  /// Brings models into the target's registry as `falkit types add` does.
  @discardableResult
  private func add(_ models: JSON..., acceptsRenames: Bool = false) throws -> NamesUpdate {
    let fallback = try Registry(folder: base.folder.path)
    let page: JSON = ["models": .array(models)]
    var importer = RegistryImporter(folder: own, missingDocumentsFrom: fallback, asOverlay: true)
    _ = try importer.run(pages: [("page", page.utf8())], isComplete: false)
    let names = try NamesUpdate(folder: own, over: fallback, acceptsRenames: acceptsRenames)
    _ = try names.write(to: own)
    return names
  }

  private func source(_ configuration: String) throws -> String {
    try package.write(configuration, to: "falkit.json")
    try ModelsJob(
      configuration: package.path + "/falkit.json",
      registry: base.folder.path,
      output: output.path,
      tool: "1"
    ).run()
    return try output.files().filter { $0.key.hasSuffix(".swift") }.sorted { $0.key < $1.key }.map {
      String(decoding: $0.value, as: UTF8.self)
    }.joined()
  }

  private func complaint(_ configuration: String) -> String {
    let error = #expect(throws: GenerationError.self) { try source(configuration) }
    return error?.description.replacing(package.path + "/", with: "") ?? ""
  }

  private func faults() throws -> [String] {
    let fallback = try Registry(folder: base.folder.path)
    var verifier = RegistryVerifier(folder: own, over: fallback)
    let names = try NamesUpdate(folder: own, over: fallback).verification
    return (try verifier.run().diagnostics.filter { $0.severity == .error } + names).map(\.description)
  }

  private static let all = #"{"endpoints": ["*"], "registry": "Registry"}"#

  @Test("Models of both are generated, and the registry holds nothing of the other's")
  func both() throws {
    try base.importModel("fal-ai/known", ["prompt": ["type": "string"]], required: ["prompt"])
    try add(TestFeed.model("fal-ai/new"))
    let text = try source(Self.all)
    #expect(text.contains("enum Known: FalEndpoint") && text.contains("enum New: FalEndpoint"))
    let files = try FileManager.default.subpathsOfDirectory(atPath: own.path).filter { $0.hasSuffix(".json") }
    #expect(Set(files) == ["names.json", "openapi/fal-ai/new.json", "references/models.json"])
    #expect(try faults() == [])
    #expect(own.isOverlay && !base.registry.isOverlay)
  }

  @Test("What the other's files say holds in it as well, and what its own say wins")
  func documents() throws {
    try base.folder.write(
      #"{"inputs": {"prompt": "What the other one says of it.", "size": "How large it is to be."}}"#,
      to: "glossary.json"
    )
    try base.folder.write(
      #"{"media_names": {"size": "image"}, "endpoints": {"fal-ai/new": {"category": "text-to-audio"}}}"#,
      to: "overrides.json"
    )
    try base.importModel("fal-ai/known", ["prompt": ["type": "string"]], required: [])
    let document = TestFeed.document("fal-ai/new", input: ["prompt": ["type": "string"], "size": ["type": "string"]])
    try add(TestFeed.model("fal-ai/new", openapi: document))
    #expect(try own.records().map(\.category) == ["text-to-audio"])
    #expect(try own.records().map(\.module) == ["FalAudio"])
    #expect(try own.records().first?.mediaInputs.map(\.field) == ["size"])
    try package.write(#"{"inputs": {"prompt": "What this one says of the input."}}"#, to: "Registry/glossary.json")
    let text = try source(Self.all)
    #expect(text.contains("What this one says of the input."))
    #expect(text.contains("How large it is to be."))
    #expect(!text.contains("What the other one says of it."))
  }

  @Test("A name that falkit has already is nobody else's; one that falkit gets later is changed there, not here")
  func clashes() throws {
    try base.importModel("fal-ai/acme/poster", ["prompt": ["type": "string"]], required: ["prompt"])
    try add(TestFeed.model("acme/poster"), TestFeed.model("acme/sticker"))
    let names = try NamesDocument(folder: own).names
    #expect(
      names.endpoints["acme/poster"]?.type == "AcmePoster_2"
    )
    try base.importModel("fal-ai/acme/sticker", ["prompt": ["type": "string"]], required: ["prompt"])
    let text = try source(Self.all)
    #expect(text.contains("enum AcmeSticker: FalEndpoint {"))
    #expect(text.contains("enum AcmeSticker2: FalEndpoint {"))
    // Which is which.
    let sticker = try #require(
      text.split(separator: "enum AcmeSticker2:").last?.split(separator: "EndpointID { \"").dropFirst().first
    )
    #expect(sticker.hasPrefix("fal-ai/acme/sticker\""))
    #expect(try NamesDocument(folder: own).names == names)
  }

  @Test("What falkit learns later changes neither record, document nor names here")
  func learns() throws {
    try base.importModel("fal-ai/known", ["prompt": ["type": "string"]], required: ["prompt"])
    try add(TestFeed.model("fal-ai/new"))
    let before = try source(Self.all)
    try base.importModels(
      ["fal-ai/new"],
      ["text": ["type": "string"], "other": ["type": "integer"]],
      required: ["text"]
    )
    #expect(try source(Self.all) == before)
  }

  @Test("A model that falkit knows is called as there, when a newer document of it is fetched")
  func newer() throws {
    try base.importModels(
      ["fal-ai/known", "fal-ai/twin"],
      ["style_name": ["enum": ["a", "b"]], "x": ["type": "integer"]]
    )
    let document = TestFeed.document(
      "fal-ai/known",
      input: ["x": ["type": "integer"], "style_name": ["enum": ["a", "b"]], "new": ["type": "string"]],
      required: []
    )
    try add(TestFeed.model("fal-ai/known", openapi: document))
    let known = try #require(try NamesDocument(folder: own).names.endpoints["fal-ai/known"])
    let twin = try #require(try NamesDocument(folder: base.registry).names.endpoints["fal-ai/twin"])
    #expect(known.type == "Known")
    #expect(known.members["Input"]?.map(\.name) == (twin.members["Input"]?.map(\.name) ?? []) + ["new"])
    #expect(known.types.values.allSatisfy { $0.shared == nil })
    let text = try source(Self.all)
    #expect(text.contains("enum Known: FalEndpoint") && text.contains("enum Twin: FalEndpoint"))
    #expect(try faults() == [])
  }

  @Test("A name that is not recorded stops the build, and says what to do")
  func missing() throws {
    try base.importModel("fal-ai/known", ["prompt": ["type": "string"]], required: ["prompt"])
    try add(TestFeed.model("fal-ai/new"))
    try FileManager.default.removeItem(atPath: own.absolute("names.json"))
    #expect(
      complaint("{\n\"endpoints\": [\n\"fal-ai/new\"], \"registry\": \"Registry\"}")
        == "falkit.json:3: error: names of fal-ai/new are not recorded yet; run falkit types add fal-ai/new"
    )
    #expect(complaint(#"{"endpoints": ["a/b"], "registry": "nowhere"}"#).contains("falkit types add MODEL makes one"))
    #expect(complaint(#"{"endpoints": ["a/b"]}"#).contains("falkit types add a/b --fetch"))
  }

  @Test("A model that is removed leaves no folder, and comes back under its names")
  func removal() throws {
    try base.importModel("fal-ai/known", ["prompt": ["type": "string"]], required: ["prompt"])
    // Two ids that would have one path.
    try add(TestFeed.model("me/app"), TestFeed.model("Me/App"), TestFeed.model("acme/poster"))
    let names = try NamesDocument(folder: own).names
    let removal = try RegistryRemoval(folder: own, fallback: Registry(folder: base.folder.path))
    #expect(try removal.remove(["me/app", "acme/poster", "no/such"]) == ["acme/poster", "me/app"])
    #expect(try own.records().map(\.id) == ["Me/App"])
    #expect(own.snapshotPaths() == ["openapi/me", "openapi/me/app.json"])
    #expect(try NamesDocument(folder: own).names == names)
    #expect(try faults() == [])
    try add(TestFeed.model("acme/poster"))
    #expect(try NamesDocument(folder: own).names == names)
  }

  @Test("An app's own document becomes one of the queue's")
  func appDocument() throws {
    func operation(_ input: String, _ output: String) -> JSON {
      ["requestBody": TestFeed.body(input), "responses": ["200": TestFeed.body(output)]]
    }
    let app: JSON = [
      "paths": [
        "/": ["post": operation("RootIn", "RootOut")], "/edit": ["post": operation("EditIn", "EditOut")],
        "/health": ["get": ["responses": ["200": TestFeed.body("Health")]]],
      ],
      "components": ["schemas": [:]],
    ]
    func references(_ id: EndpointID) -> [String?] {
      let document = OpenAPIDocument(json: AppDocument.queueDocument(of: id, in: app) ?? .null)
      return [document.inputSchema?["$ref"].string, document.outputSchema?["$ref"].string]
    }
    #expect(references("me/app") == ["#/components/schemas/RootIn", "#/components/schemas/RootOut"])
    #expect(references("me/app/edit") == ["#/components/schemas/EditIn", "#/components/schemas/EditOut"])
    let queued = TestFeed.document("me/app")
    #expect(AppDocument.queueDocument(of: "me/app", in: queued) == queued)
    #expect(AppDocument.queueDocument(of: "me/app/none", in: app) == nil)
    #expect(AppDocument.queueDocument(of: "me/app/health", in: app) == nil)
  }
}

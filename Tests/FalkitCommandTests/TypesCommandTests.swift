import FalCore
import FalEmulator
import FalRegistry
import Foundation
import TestSupport
import Testing

@Suite("falkit types", .timeLimit(.minutes(5)))
struct TypesCommandTests {
  private let folder: TemporaryFolder
  private let emulator: Emulator
  private let environment: [String: String]

  private static let manifest = """
    // swift-tools-version: 6.1
    // GenerateModels
    """

  /// A package with targets, and a local fal with models that falkit does not know.
  init() async throws {
    folder = try TemporaryFolder()
    try folder.write(Self.manifest, to: "app/Package.swift")
    try folder.write("", to: "app/Sources/App/App.swift")
    try folder.write(TestFeed.modules, to: "service/modules.json")
    let page: JSON = [
      "models": [TestFeed.model("acme/poster"), TestFeed.model("acme/sticker")], "has_more": false,
    ]
    let service = folder.path + "/service"
    #expect(await Falkit.run("registry", "import", "-", "--registry", service, input: page.text()).code == 0)
    emulator = try Emulator(model: RegistryModel(Registry(folder: service)))
    environment = [
      "FALKIT_HOME": folder.path + "/home", "FALKIT_PLATFORM_URL": emulator.hosts.platform,
      "FALKIT_SITE_URL": emulator.hosts.site, "FALKIT_RUN_URL": emulator.hosts.run,
    ]
  }

  private func run(_ arguments: String..., more: [String: String] = [:], at place: String = "app") throws
    -> FalkitProcess.Result
  {
    try FalkitProcess.run(
      list: ["types"] + arguments,
      environment: environment.merging(more) { $1 },
      folder: folder.path + "/" + place
    )
  }

  private func configuration(_ target: String = "App") throws -> JSON {
    try JSON(parsing: folder.text(of: "app/Sources/\(target)/falkit.json"))
  }

  @Test("A model that falkit knows is listed; another is fetched into the package, where it verifies")
  func add() async throws {
    let added = try run("add", "fal-ai/flux/dev", "acme/poster")
    #expect(added.code == 0, "\(added.error)")
    #expect(added.output.contains("FluxDev") && added.output.contains("AcmePoster"))
    #expect(
      try folder.text(of: "app/Sources/App/falkit.json")
        == """
        {
          "endpoints": [
            "fal-ai/flux/dev",
            "acme/poster"
          ],
          "registry": "../../Registry"
        }

        """
    )
    let registry = folder.path + "/app/Registry"
    #expect(await Falkit.run("registry", "verify", "--registry", registry).code == 0)
    let list = try run("list", "--json").json()
    #expect(list["models"].array?.map { $0["type"].string } == ["FluxDev", "AcmePoster"])
    #expect(list["models"].array?.map { $0["registry"].string } == ["falkit", "Registry"])
    // All commands read it with falkit's models; an export is of it alone.
    for model in ["acme/poster", "fal-ai/flux/dev"] {
      let run = await Falkit.run("validate", model, "prompt=a", "--registry", registry)
      #expect(run.code == 0, "\(run.error)")
    }
    #expect(try await Falkit.run("registry", "export", "--registry", registry).json()["models"].array?.count == 1)
    let generated = await Falkit.run("generate", "acme/poster", "fal-ai/flux/dev", "--registry", registry).output
    #expect(generated.contains("enum AcmePoster") && generated.contains("enum FluxDev"))
    // Again: nothing twice.
    let before = try folder.files()
    #expect(try run("add", "fal-ai/flux/dev", "acme/poster").code == 0)
    #expect(try folder.files().filter { $0.key.hasPrefix("app/") } == before.filter { $0.key.hasPrefix("app/") })
  }

  @Test("Without a registry of its own a target has none, and what else its file says stays")
  func keeps() throws {
    try folder.write(
      #"{"access": "public", "conformances": ["Codable"], "endpoints": []}"#,
      to: "app/Sources/App/falkit.json"
    )
    #expect(try run("add", "fal-ai/flux/*").code == 0)
    let json = try configuration()
    #expect(json["access"] == "public" && json["conformances"] == ["Codable"] && json["registry"].isNull)
    #expect(json["endpoints"] == ["fal-ai/flux/*"])
    #expect(!FileManager.default.fileExists(atPath: folder.path + "/app/Registry"))
  }

  @Test("What does not exist is said and not listed; what does is")
  func partly() throws {
    let typo = try run("add", "acme/postre")
    #expect(typo.code == 66 && typo.error.contains("acme/postre"))
    #expect(!FileManager.default.fileExists(atPath: folder.path + "/app/Sources/App/falkit.json"))
    let both = try run("add", "acme/postre", "acme/sticker")
    #expect(both.code == 3)
    #expect(try configuration()["endpoints"] == ["acme/sticker"])
    #expect(try run("add", "nothing/*").code == 66)
  }

  @Test("Which target is meant must be clear")
  func targets() throws {
    try folder.write("", to: "app/Sources/Tool/Tool.swift")
    let unclear = try run("add", "acme/poster")
    #expect(unclear.code == 64 && unclear.error.contains("App, Tool"))
    #expect(try run("add", "acme/poster", "--target", "Toll").error.contains("Tool"))
    #expect(try run("add", "acme/poster", "--target", "Tool").code == 0)
    #expect(try configuration("Tool")["registry"] == "../../Registry")
    // Now only one of them lists models.
    #expect(try run("add", "acme/sticker").code == 0)
    #expect(try configuration("Tool")["endpoints"] == ["acme/poster", "acme/sticker"])
    #expect(try run("add", "acme/poster", "--target", "App").code == 0)
    #expect(try run("list", at: "app/Sources/App").code == 0)
    // In the folder of a target, that one.
    #expect(try run("remove", "acme/poster", at: "app/Sources/App").code == 0)
    #expect(try configuration("App")["endpoints"] == [])
    #expect(try folder.text(of: "app/Registry/references/models.json").contains("acme/poster"))
    #expect(try run("list", at: "service").code == 66)
  }

  @Test("What no target lists any longer leaves the registry; its names stay")
  func remove() throws {
    #expect(try run("add", "acme/poster", "acme/sticker", "fal-ai/flux/*").code == 0)
    #expect(try run("remove", "acme/postr").error.contains("acme/poster"))
    let byGlob = try run("remove", "fal-ai/flux/dev")
    #expect(byGlob.code == 66 && byGlob.error.contains("but by fal-ai/flux/*"))
    #expect(try run("remove", "acme/poster").code == 0)
    #expect(try !folder.text(of: "app/Registry/references/models.json").contains("acme/poster"))
    #expect(try folder.text(of: "app/Registry/names.json").contains("acme/poster"))
    #expect(!FileManager.default.fileExists(atPath: folder.path + "/app/Registry/openapi/acme/poster.json"))
  }

  @Test("Updating says what is different")
  func update() async throws {
    #expect(try run("update").code == 0)
    let old = TestFeed.document("acme/poster", input: ["prompt": ["type": "string"], "old": ["type": "string"]])
    try folder.write(old.text(), to: "app/old.json")
    #expect(try run("add", "acme/poster", "--document", "old.json").code == 0)
    let updated = try run("update")
    #expect(updated.code == 0, "\(updated.error)")
    #expect(updated.output.contains("input.old: gone") && updated.output.contains("major"))
    #expect(try run("update").output.contains("is up to date"))
    // Nor does a sync of the registry bring models that nobody chose.
    let registry = folder.path + "/app/Registry"
    let sync = await Falkit.run("registry", "sync", "--registry", registry, environment: environment)
    #expect(sync.code == 0, "\(sync.error)")
    #expect(try !folder.text(of: "app/Registry/references/models.json").contains("acme/sticker"))
    #expect(try run("update", "acme/none").code == 66)
  }

  @Test("Names that were changed by hand are told of, and a document that is lost is fetched again")
  func damaged() throws {
    #expect(try run("add", "acme/poster").code == 0)
    let names = try folder.text(of: "app/Registry/names.json")
    try folder.write(names.replacing("AcmePoster", with: "Placard"), to: "app/Registry/names.json")
    let edited = try run("add", "acme/poster")
    #expect(edited.code == 3 && edited.error.contains("the file was changed by hand"))
    try folder.write(names, to: "app/Registry/names.json")
    try FileManager.default.removeItem(atPath: folder.path + "/app/Registry/openapi/acme/poster.json")
    let updated = try run("update")
    #expect(updated.code == 78 && updated.error.contains("was brought up to date"))
    #expect(FileManager.default.fileExists(atPath: folder.path + "/app/Registry/openapi/acme/poster.json"))
    #expect(try run("update").code == 0)
  }

  @Test(
    "Odd files: what is listed already is fetched, other shapes are refused, paths are no targets, a link stays one"
  )
  func odd() throws {
    try folder.write(#"{"endpoints": ["acme/poster"]}"#, to: "app/Sources/App/falkit.json")
    #expect(try run("add", "acme/poster").code == 0)
    #expect(try configuration()["registry"] == "../../Registry")
    #expect(try run("add", "acme/poster", "--target", "../..").code == 64)
    for text in [#"["acme/poster"]"#, #"{"endpoints": "acme/poster"}"#, #"{"endpoints": [], "registry": 5}"#] {
      try folder.write(text, to: "app/Sources/App/falkit.json")
      #expect(try run("add", "fal-ai/whisper").code == 78)
      #expect(try folder.text(of: "app/Sources/App/falkit.json") == text)
    }
    let path = folder.path + "/app/Sources/App/falkit.json"
    try folder.write("{}", to: "app/list.json")
    try FileManager.default.removeItem(atPath: path)
    try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: "../../list.json")
    #expect(try run("add", "fal-ai/whisper").code == 0)
    #expect(try folder.text(of: "app/list.json").contains("fal-ai/whisper"))
    try FileManager.default.createSymbolicLink(atPath: folder.path + "/app/Sources/loop", withDestinationPath: "..")
    #expect(try run("add", "fal-ai/wizper").code == 0)
    // In the folder of another target, that one is meant.
    try folder.write("", to: "app/Sources/Tool/Tool.swift")
    #expect(try run("add", "fal-ai/whisper", at: "app/Sources/Tool").code == 0)
    #expect(try configuration("Tool")["endpoints"] == ["fal-ai/whisper"])
  }

  @Test("Targets that are changed at the same time lose nothing")
  func atOnce() async throws {
    let models = ["fal-ai/whisper", "fal-ai/wizper", "fal-ai/flux/dev", "fal-ai/flux/schnell"]
    let codes = try await withThrowingTaskGroup(of: Int32.self) { group in
      for model in models { group.addTask { try run("add", model).code } }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    #expect(codes == [0, 0, 0, 0])
    #expect(Set(try configuration()["endpoints"].array?.compactMap(\.string) ?? []) == Set(models))
  }

  @Test("A private app's own document is asked for with the key, and fal's pages never get it")
  func privateApp() throws {
    @Sendable func operation(_ input: JSON) -> JSON {
      ["requestBody": ["content": ["application/json": ["schema": input]]], "responses": ["200": TestFeed.body("Out")]]
    }
    let server = try RecordingServer { request in
      if request.target.contains("/v1/models") { return (200, ["models": [], "has_more": false]) }
      guard request.target == "/me/app/openapi.json" else { return (404, ["detail": "Not Found"]) }
      guard request.authorization == "Key id:secret" else { return (401, ["detail": "Unauthorized"]) }
      let input: JSON = ["type": "object", "properties": ["text": ["type": "string"]], "required": ["text"]]
      let out: JSON = ["type": "object", "properties": ["answer": ["type": "string"]], "required": ["answer"]]
      return (200, ["paths": ["/edit": ["post": operation(input)]], "components": ["schemas": ["Out": out]]])
    }
    defer { server.stop() }
    var hosts = [
      "FALKIT_PLATFORM_URL": server.address, "FALKIT_SITE_URL": server.address + "/site",
      "FALKIT_RUN_URL": server.address,
    ]
    let without = try run("add", "me/app/edit", more: hosts)
    #expect(without.code == 66 && without.error.contains("a private app needs a key"))
    hosts["FAL_KEY"] = "id:secret"
    let added = try run("add", "me/app/edit", more: hosts)
    #expect(added.code == 0, "\(added.error)")
    #expect(
      try folder.text(of: "app/Registry/names.json").contains(#""members": {"Input": "text", "Output": "answer"}"#)
    )
    #expect(server.requests.filter { $0.target.hasPrefix("/site") }.allSatisfy { $0.authorization == nil })
  }

  @Test("A folder that is something else, a broken file, and wrong documents are left as they are")
  func refusals() throws {
    try folder.write("mine", to: "app/Registry/notes.txt")
    let occupied = try run("add", "acme/poster")
    #expect(occupied.code == 73 && occupied.error.contains("is no registry"))
    try folder.write("{", to: "app/Sources/App/falkit.json")
    #expect(try run("add", "fal-ai/flux/dev").code == 78)
    #expect(try folder.text(of: "app/Sources/App/falkit.json") == "{")
    try folder.write(#"{"endpoints": [1]}"#, to: "app/Sources/App/falkit.json")
    #expect(try run("list").code == 78)
    try folder.write(#"{"endpoints": [], "registry": "../../Models"}"#, to: "app/Sources/App/falkit.json")
    try folder.write("{}", to: "app/none.json")
    #expect(try run("add", "a/b", "--document", "none.json").code == 65)
    #expect(try run("add", "a/b", "c/d", "--document", "none.json").code == 64)
    #expect(try run("add", "acme/poster").code == 0)
    #expect(FileManager.default.fileExists(atPath: folder.path + "/app/Models/openapi/acme/poster.json"))
  }
}

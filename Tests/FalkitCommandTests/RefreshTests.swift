import FalCatalog
import FalCore
import FalEmulator
import TestSupport
import Testing

@Suite("--refresh")
struct RefreshTests {
  /// Runs falkit with a registry that has one model of its own, against a local fal that has all others.
  private func run(_ arguments: String...) async throws -> FalkitProcess.Result {
    let folder = try TemporaryFolder()
    let registry = folder.path + "/Registry"
    let feed = #"{"models": [{"endpoint_id": "me/app", "metadata": {"category": "vision"}}], "has_more": false}"#
    let imported = await Falkit.run("registry", "import", "-", "--registry", registry, input: feed)
    #expect(imported.code == 0, "\(imported.error)")
    let emulator = try Emulator(model: RegistryModel(FalCatalog.registry))
    defer { emulator.stop() }
    let environment = CheckKeyCommandTests.environment(emulator, key: nil)
    return await Falkit.run(list: arguments + ["--registry", registry], environment: environment)
  }

  @Test("A model that the registry does not have is described by fal, without a key")
  func modelInfo() async throws {
    #expect(try await run("model-info", "fal-ai/flux/dev").code == 66)
    let result = try await run("model-info", "fal-ai/flux/dev", "--refresh", "--json")
    #expect(result.code == 0, "\(result.error)")
    let json = try result.json()
    #expect(json["required"] == ["prompt"] && json["category"] == "text-to-image" && json["has_schema"] == true)
    #expect(try await run("schema", "fal-ai/flux/dev", "--refresh", "--example").json()["prompt"].string != nil)
  }

  @Test("An input is checked against what fal says")
  func validate() async throws {
    let unchecked = try await run("validate", "fal-ai/flux/dev", "num_images=9", "--json")
    #expect(unchecked.code == 0)
    #expect(try unchecked.json()["issues"][0]["rule"] == "schema-missing")
    let checked = try await run("validate", "fal-ai/flux/dev", "num_images=9", "--refresh", "--json")
    #expect(checked.code == 65)
    let rules = try checked.json()["issues"].array?.compactMap(\.["rule"].string) ?? []
    #expect(Set(rules) == ["required", "range"])
  }

  @Test("A model that fal does not have, either, is an error with something to try")
  func unknown() async throws {
    let result = try await run("model-info", "nobody/nothing", "--refresh")
    #expect(result.code == 66 && result.error.contains("falkit search --remote nobody/nothing"))
    #expect(try await run("model-info", "fal-ai/flux/dev", "--refresh", "--offline").code == 69)
  }
}

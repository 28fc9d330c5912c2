import FalCore
import Testing

@Suite("falkit pricing")
struct PricingCommandTests {
  @Test("Prices of models, by id or address, in the order asked for")
  func prices() async throws {
    let run = await Falkit.run(
      "pricing",
      "https://fal.ai/models/fal-ai/flux/dev",
      "fal-ai/elevenlabs/sound-effects/v2",
      "--local"
    )
    #expect(run.code == 0 && run.error.isEmpty && run.lines.count == 2)
    let columns = run.lines.map { $0.split(separator: "\t") }
    #expect(columns[0][0] == "fal-ai/flux/dev" && columns[0].count == 4 && columns[0][2] == "USD")
    #expect(columns[1][0] == "fal-ai/elevenlabs/sound-effects/v2")
    let json = try await Falkit.run("pricing", "fal-ai/flux/dev", "--local", "--json").json()
    #expect(json["prices"][0]["unit_price"] == .string(String(columns[0][1])))
    let shown = try FalkitProcess.runOnTerminal("pricing", "fal-ai/flux/dev", "--local")
    #expect(shown.contains("fal-ai/flux/dev   \(columns[0][1]) USD per "))
  }

  @Test("What has no price is named; the others are there all the same")
  func unknown() async throws {
    let some = await Falkit.run("pricing", "fal-ai/flux/dev", "nobody/nothing", "--local")
    #expect(some.code == 3 && some.lines.count == 1 && some.error.contains("no price of nobody/nothing"))
    let none = await Falkit.run("pricing", "nobody/nothing", "--local", "--json")
    #expect(none.code == 66)
    #expect(try none.json()["unknown"] == ["nobody/nothing"])
  }

  @Test("Without a key, and without a network when it is forbidden, nothing is asked")
  func refused() async throws {
    #expect(await Falkit.run("pricing", "fal-ai/flux/dev").code == 77)
    let offline = await Falkit.run("pricing", "fal-ai/flux/dev", "--offline", environment: ["FAL_KEY": "a:b"])
    #expect(offline.code == 69 && offline.error.contains("--offline forbids it"))
    #expect(await Falkit.run("pricing", "fal-ai/flux/dev", environment: ["FALKIT_OFFLINE": "1"]).code == 69)
    let host = await Falkit.run(
      "pricing",
      "fal-ai/flux/dev",
      environment: ["FAL_KEY": "a:b", "FALKIT_PLATFORM_URL": "http://example.com"]
    )
    #expect(host.code == 78 && host.error.contains("FALKIT_PLATFORM_URL"))
  }
}

import FalCore
import FalEmulator
import FalRegistry
import Foundation
import TestSupport
import Testing

@Suite("falkit registry sync", .timeLimit(.minutes(10)))
struct SyncCommandTests {
  /// A local fal with some models, and a user.
  private struct Setup {
    let folder: TemporaryFolder
    let emulator: Emulator
    let environment: [String: String]

    init(models count: Int) async throws {
      folder = try TemporaryFolder()
      let service = folder.path + "/service"
      try FileManager.default.createDirectory(atPath: service, withIntermediateDirectories: true)
      let models = (0..<count).map { number in
        TestFeed.model("acme/model-\(number)", metadata: Setup.metadata(number))
      }
      try folder.write(TestFeed.modules, to: "service/modules.json")
      let page: JSON = ["models": .array(models), "has_more": false]
      let imported = await Falkit.run(
        "registry",
        "import",
        "-",
        "--registry",
        service,
        input: page.text()
      )
      #expect(imported.code == 0, "\(imported.error)")
      emulator = try Emulator(model: RegistryModel(Registry(folder: service)))
      environment = [
        "FALKIT_HOME": folder.path + "/home", "FALKIT_PLATFORM_URL": emulator.hosts.platform,
        "FALKIT_SITE_URL": emulator.hosts.site,
      ]
    }

    private static func metadata(_ number: Int) -> JSON {
      [
        "display_name": .string("Model \(number)"), "category": "text-to-image",
        "updated_at": "2099-01-01T00:00:00Z", "status": "active",
      ]
    }

    func run(_ arguments: String..., more: [String: String] = [:], at place: String? = nil) throws
      -> FalkitProcess.Result
    {
      try FalkitProcess.run(
        list: arguments,
        environment: environment.merging(more) { $1 },
        folder: place ?? folder.path
      )
    }
  }

  @Test("Without a folder it keeps a copy for the user, which all commands then use")
  func copy() async throws {
    let setup = try await Setup(models: 3)
    defer { setup.emulator.stop() }
    #expect(try setup.run("registry", "path").output == "bundled\n")
    let refused = try setup.run("registry", "sync")
    #expect(refused.code == 65 && refused.error.contains("--accept-large-change"))
    #expect(try setup.run("registry", "path").output == "bundled\n")
    let synced = try setup.run("registry", "sync", "--accept-large-change", "--json")
    let report = try synced.json()
    #expect(
      synced.code == 0 && report["added"].array?.count == 3 && report["changed_anything"] == true,
      "\(synced.error)"
    )
    let path = setup.folder.path + "/home/data/registry"
    #expect(try setup.run("registry", "path").output == path + "\n")
    #expect(try setup.run("search", "model-1", "-q").lines.first == "acme/model-1")
    #expect(try setup.run("registry", "verify", "--registry", path).code == 0)
    #expect(try setup.run("registry", "sync").output == path + " is up to date\n")
    #expect(try setup.run("registry", "sync", "--offline").code == 69)
    // A falkit that comes with a newer registry uses that.
    try setup.folder.write("another", to: "home/data/registry-base")
    #expect(try setup.run("registry", "path").output == path + "\n", "the copy is from 2099")
  }

  @Test("A registry is named by option, by variable or in the user's settings, and never by a project")
  func named() async throws {
    let setup = try await Setup(models: 2)
    defer { setup.emulator.stop() }
    let path = setup.folder.path + "/named"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    try setup.folder.write(TestFeed.modules, to: "named/modules.json")
    #expect(try setup.run("registry", "sync", "--registry", path).code == 0)
    #expect(try setup.run("registry", "path", more: ["FALKIT_REGISTRY": path]).output == path + "\n")
    try setup.folder.write("{\"registry\": \"\(path)\"}", to: ".falkit.json")
    #expect(try setup.run("registry", "path").output == "bundled\n")
    #expect(try setup.run("config", "set", "registry", path).code == 0)
    #expect(try setup.run("registry", "path").output == path + "\n")
    #expect(try setup.run("models", "-q", more: ["FALKIT_REGISTRY": setup.folder.path + "/service"]).lines.count == 2)
  }

  @Test("What fails is listed with exit code 3; without a first page the network is to blame")
  func failures() async throws {
    let setup = try await Setup(models: 2)
    defer { setup.emulator.stop() }
    let path = setup.folder.path + "/service"
    let missing = try setup.run("registry", "sync", "--registry", path, "--model", "acme/none", "--json")
    #expect(try missing.code == 3 && missing.json()["failures"][0]["code"] == "not-found")
    let gone = try setup.run(
      "registry",
      "sync",
      "--registry",
      path,
      more: ["FALKIT_PLATFORM_URL": "http://127.0.0.1:1"]
    )
    #expect(gone.code == 69 && gone.error.contains("127.0.0.1"))
  }

  @Test("Killed at any moment, it leaves a registry that verifies, and the next run completes it")
  func kills() async throws {
    let setup = try await Setup(models: 40)
    defer { setup.emulator.stop() }
    let (registry, expected) = (setup.folder.path + "/killed", setup.folder.path + "/expected")
    for path in [registry, expected] {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
      try setup.folder.write(TestFeed.modules, to: "\(path.split(separator: "/").last ?? "")/modules.json")
      let one = ["registry", "sync", "--registry", path, "--model", "acme/model-1"]
      #expect(await Falkit.run(list: one, environment: setup.environment).code == 0)
    }
    let words = ["registry", "sync", "--accept-large-change", "--full", "--registry"]
    let began = ContinuousClock.now
    #expect(await Falkit.run(list: words + [expected], environment: setup.environment).code == 0)
    let duration = ContinuousClock.now - began
    var kills = 0
    for moment in 1...20 {
      let falkit = try RunningFalkit(words + [registry], setup.environment, setup.folder.path)
      // Not Task.sleep, which comes back late while other tests wait for their processes.
      usleep(useconds_t(duration / .microseconds(20) * Double(moment)))
      if falkit.isRunning { kills += 1 }
      try await falkit.slay()
      let verified = try setup.run("registry", "verify", "--registry", registry)
      #expect(verified.code == 0, "killed at \(moment)/20: \(verified.error)")
    }
    #expect(kills > 0)
    #expect(await Falkit.run(list: words + [registry], environment: setup.environment).code == 0)
    let difference = try ChildProcess.run("diff", ["-r", expected, registry])
    #expect(difference.output.isEmpty, "\(difference.output)")
    let left = try FileManager.default.contentsOfDirectory(atPath: setup.folder.path).filter { $0.hasPrefix(".killed") }
    #expect(left.isEmpty)
  }
}

@Suite("The age of a registry")
struct RegistryAgeTests {
  @Test("It is mentioned once a day, to people on a terminal, when it is above a month")
  func mention() async throws {
    let folder = try TemporaryFolder()
    let registry = folder.path + "/registry"
    try FileManager.default.createDirectory(atPath: registry, withIntermediateDirectories: true)
    try folder.write(TestFeed.modules, to: "registry/modules.json")
    func age(_ date: String) async throws {
      let metadata: JSON = ["display_name": "A", "category": "text-to-image", "updated_at": .string(date)]
      let page = String(decoding: TestFeed.page(TestFeed.model("acme/a", metadata: metadata)), as: UTF8.self)
      #expect(await Falkit.run("registry", "import", "-", "--registry", registry, input: page).code == 0)
    }
    func shown() throws -> Bool {
      let environment = ["FALKIT_HOME": folder.path]
      return try FalkitProcess.runOnTerminal("models", "--registry", registry, environment: environment)
        .contains("days old")
    }
    try await age("2020-01-01T00:00:00Z")
    let status = try await Falkit.run("registry", "status", "--json", "--registry", registry).json()
    #expect(try #require(status["age_days"].int) > 2000)
    #expect(
      await Falkit.run("models", "--registry", registry, environment: ["FALKIT_HOME": folder.path]).error.isEmpty
    )
    #expect(try shown() && !shown())
    try FileManager.default.removeItem(atPath: folder.path + "/cache")
    try await age("2999-01-01T00:00:00Z")
    #expect(try !shown())
  }
}

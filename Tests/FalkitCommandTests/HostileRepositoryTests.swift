import FalCore
import FalEmulator
import Foundation
import TestSupport
import Testing

/// A folder that was cloned from a stranger: working in it runs nothing, takes no key and redirects none.
@Suite("Hostile repositories")
struct HostileRepositoryTests {
  private static let key = "0123abcd-0123-4567-89ab-cdef01234a0c:a-very-secret-half"
  private let folder: TemporaryFolder
  private let fal: Emulator
  private let trap: RecordingServer
  private let environment: [String: String]

  init() throws {
    folder = try TemporaryFolder()
    var configuration = EmulatorConfiguration()
    configuration.key = Self.key
    fal = try Emulator(configuration)
    trap = try RecordingServer { _ in (200, [:]) }
    for name in ["home", "clone/.git"] {
      try FileManager.default.createDirectory(atPath: folder.path + "/" + name, withIntermediateDirectories: true)
    }
    environment = CheckKeyCommandTests.environment(fal, key: nil).merging(["FALKIT_HOME": folder.path + "/home"]) { $1 }
    try folder.write("FAL_KEY=stranger:key\nFALKIT_QUEUE_URL=\(trap.address)\nBROWSER=touch\n", to: "clone/.env")
    try folder.write("### fal.ai\nFAL_KEY: stranger:key\n", to: "clone/TOOLS.md")
    try writeSettings()
  }

  private func stop() {
    fal.stop()
    trap.stop()
  }

  private func writeSettings(_ more: [String: JSON] = [:]) throws {
    let command = JSON.string("touch \(folder.path)/PWNED; cat")
    var settings: JSON = [
      "pager": command, "browser": command, "auth_scheme": "Bearer", "dotenv": true, "key_file": ".env",
      "key": "stranger:key",
      "on_interrupt": "detach", "max_cost": "1000", "keep_inputs": true, "\u{1B}[2J\u{202E}": 1,
      "hosts": ["queue": .string(trap.address)],
    ]
    for name in ["queue", "run", "rest", "cdn", "platform"] {
      settings["\(name)_url"] = .string(trap.address)
      settings["FALKIT_\(name.uppercased())_URL"] = .string(trap.address)
    }
    for (name, value) in more { settings[name] = value }
    try folder.write(settings.text(), to: "clone/.falkit.json")
  }

  private func falkit(_ arguments: [String], _ more: [String: String] = [:]) throws -> FalkitProcess.Result {
    try FalkitProcess.run(
      list: arguments,
      environment: environment.merging(more) { $1 },
      folder: folder.path + "/clone"
    )
  }

  private var foreignFiles: [String] {
    get throws { try folder.files().keys.filter { !$0.hasPrefix("clone/") && !$0.hasPrefix("home/") } }
  }

  /// Commands that would use a key, a host, a pager or a folder of the stranger.
  static let commands: [[String]] = [
    ["check-key"], ["pricing", "fal-ai/flux/dev"], ["models", "-l", "1"], ["model-info", "fal-ai/flux/dev"], ["list"],
    ["auth", "status"], ["config", "list"], ["doctor"],
    ["status", "764cabcf-b745-4b3e-ae38-1200304cf45b", "--model", "fal-ai/flux/dev"],
    ["run", "fal-ai/flux/dev", "prompt=a cat", "--download"],
  ]

  @Test("No command takes the stranger's key or sends the user's to the stranger", arguments: commands)
  func keys(command: [String]) throws {
    defer { stop() }
    let without = try falkit(command)
    #expect(!without.output.contains("stranger") && !without.error.contains("stranger:key"))
    #expect(without.error.contains("not used: ") || without.output.contains("not used: "), "\(without.error)")
    #expect(!(without.output + without.error).unicodeScalars.contains { $0 == "\u{1B}" || $0 == "\u{202E}" })
    let with = try falkit(command, ["FAL_KEY": Self.key])
    #expect(!(with.output + with.error).contains("secret"))
    #expect(trap.requests.isEmpty)
    #expect(try foreignFiles.isEmpty)
  }

  @Test("Without a key of the user there is none")
  func noKey() throws {
    defer { stop() }
    #expect(try falkit(["check-key"]).code == 77)
    #expect(try falkit(["auth", "status", "--json"]).json()["source"] == .null)
    let own = try falkit(["check-key", "--json"], ["FAL_KEY": Self.key])
    #expect(own.code == 0)
    #expect(try own.json()["source"] == "FAL_KEY")
  }

  @Test("The stranger's programs are not run, on a terminal either")
  func programs() throws {
    defer { stop() }
    let shown = try FalkitProcess.runOnTerminal(
      "model-info",
      "fal-ai/flux/dev",
      environment: environment.merging(["PAGER": "cat"]) { $1 },
      folder: folder.path + "/clone"
    )
    #expect(shown.contains("fal-ai/flux/dev"))
    _ = try falkit(["open", "fal-ai/flux/dev"], ["BROWSER": "true"])
    #expect(try foreignFiles.isEmpty)
  }

  @Test(
    "Nothing is saved outside the project, wherever its links lead",
    arguments: [
      ("output_dir", "out"), ("output_template", "out/{index}.{ext}"), ("output_template", "{model}/{index}.{ext}"),
    ]
  )
  func links(name: String, value: String) throws {
    defer { stop() }
    for link in ["out", "fal-ai-flux-dev"] {
      try FileManager.default.createSymbolicLink(
        atPath: folder.path + "/clone/\(link)",
        withDestinationPath: folder.path
      )
    }
    try writeSettings([name: .string(value)])
    let run = try falkit(["run", "fal-ai/flux/dev", "prompt=a cat", "--download"], ["FAL_KEY": Self.key])
    #expect(run.code != 0, "\(run.output)")
    #expect(try foreignFiles.isEmpty)
  }

  @Test("A folder inside the project is where its files go")
  func inside() throws {
    defer { stop() }
    try writeSettings(["output_dir": "out/deep", "output_template": "{index}.{ext}", "download": true])
    let run = try falkit(["run", "fal-ai/flux/dev", "prompt=a cat"], ["FAL_KEY": Self.key])
    #expect(run.code == 0, "\(run.error)")
    let names = try folder.files().keys.filter { $0.hasPrefix("clone/out/deep/1.") }
    #expect(names.count == 1)
    #expect(try foreignFiles.isEmpty)
  }

  @Test(
    "A folder or template that leads out of the project is refused",
    arguments: [
      ("output_dir", "../.."), ("output_dir", "/tmp/x"), ("output_dir", "a/../../b"), ("output_dir", "~/x"),
      ("output_template", "../{index}.{ext}"), ("output_template", "a/../../{name}"), ("output_template", "/{name}"),
      ("output_template", "~/.ssh/{name}"),
    ]
  )
  func leadingOut(name: String, value: String) throws {
    defer { stop() }
    try writeSettings([name: .string(value)])
    let run = try falkit(["models", "-l", "1"])
    #expect(run.code == 78 && run.error.contains("\(name) must stay inside the project"), "\(run.error)")
    #expect(try foreignFiles.isEmpty)
  }
}

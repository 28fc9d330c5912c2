import FalCore
import FalRunner
import Foundation
import TestSupport
import Testing

@testable import FalkitCommand

@Suite("Settings")
struct SettingsTests {
  private let folder: TemporaryFolder
  private let environment: [String: String]

  init() throws {
    folder = try TemporaryFolder()
    environment = ["FALKIT_HOME": folder.path + "/home"]
    try make("home/config")
    try make("project/below/there")
  }

  private func make(_ name: String) throws {
    try FileManager.default.createDirectory(atPath: folder.path + "/" + name, withIntermediateDirectories: true)
  }

  private func falkit(
    _ arguments: String...,
    in place: String = "project/below/there",
    with more: [String: String] = [:]
  )
    throws -> FalkitProcess.Result
  {
    try FalkitProcess.run(
      list: arguments,
      environment: environment.merging(more) { $1 },
      folder: folder.path + "/" + place
    )
  }

  private func setting(_ name: String, _ more: [String: String] = [:]) throws -> JSON {
    let run = try falkit("config", "list", "--json", with: more)
    return try run.json()["settings"].array?.first { $0["name"] == .string(name) } ?? .null
  }

  @Test("A variable wins over the project, the project over the user, the user over falkit")
  func order() throws {
    #expect(try setting("jobs")["value"] == 4 && setting("jobs")["origin"] == "default")
    try folder.write(#"{"jobs": 5}"#, to: "home/config/config.json")
    #expect(try setting("jobs")["value"] == 5 && setting("jobs")["origin"] == "user")
    try folder.write(#"{"jobs": 6}"#, to: "project/.falkit.json")
    #expect(try setting("jobs")["value"] == 6 && setting("jobs")["origin"] == "project")
    try folder.write(#"{"jobs": 7}"#, to: "project/below/.falkit.json")
    #expect(try setting("jobs")["from"].string?.hasSuffix("/project/below/.falkit.json") == true)
    #expect(try setting("jobs", ["FALKIT_JOBS": "8"])["value"] == 8)
    #expect(try setting("jobs", ["FALKIT_JOBS": ""])["value"] == 7)
    let other = try falkit("config", "get", "jobs", "--config", "nowhere.json", in: "home")
    #expect(other.code == 78 && other.error.contains("there is no file nowhere.json"))
    try folder.write(#"{"jobs": 9}"#, to: "other.json")
    #expect(try falkit("config", "get", "jobs", "--config", "../other.json", in: "home").output == "9\n")
  }

  @Test("The user's file is where the variables say")
  func places() async throws {
    let path = folder.path
    func config(_ variables: [String: String]) async throws -> String {
      await Falkit.run("config", "path", environment: variables).output
    }
    #expect(try await config(["FALKIT_HOME": path, "XDG_CONFIG_HOME": "/x"]) == "\(path)/config/config.json\n")
    #expect(try await config(["XDG_CONFIG_HOME": path]) == "\(path)/falkit/config.json\n")
    #expect(try await config(["XDG_CONFIG_HOME": "relative", "HOME": path]) == "\(path)/.config/falkit/config.json\n")
    #expect(await Falkit.run("config", "path", environment: ["HOME": ""]).code == 78)
  }

  @Test("What is set is kept with all else that is in the file, and read again")
  func changes() throws {
    try folder.write(#"{"color": "never", "jobs": 5}"#, to: "home/config/config.json")
    #expect(try falkit("config", "set", "timeout", "20m").code == 0)
    #expect(try falkit("config", "set", "max_cost", "0.50").code == 0)
    #expect(try falkit("config", "set", "download", "true").code == 0)
    #expect(try falkit("config", "unset", "jobs").code == 0)
    let members = try JSON(parsing: folder.text(of: "home/config/config.json"))
    #expect(members == ["color": "never", "timeout": "20m", "max_cost": "0.50", "download": true])
    #expect(try falkit("config", "get", "timeout").output == "20m\n")
    let unset = try falkit("config", "get", "output_dir")
    #expect(unset.code == 1 && unset.output.isEmpty)
    for (key, value) in [("jobs", "0"), ("jobs", "many"), ("max_cost", "1e3"), ("timeout", "-1"), ("download", "yes")] {
      let run = try falkit("config", "set", key, "--", value)
      #expect(run.code == 64 && run.error.contains("\(key) takes"), "\(run.error)")
    }
    let unknown = try falkit("config", "set", "job", "3")
    #expect(unknown.code == 64 && unknown.error.contains("nearest  jobs"))
    #expect(try JSON(parsing: folder.text(of: "home/config/config.json")) == members)
  }

  @Test("The settings of the output hold, and options win over them")
  func output() throws {
    try folder.write(#"{"output": "json", "color": "always"}"#, to: "home/config/config.json")
    #expect(try falkit("models", "-l", "1").json()["count"] == 1)
    #expect(try falkit("models", "-l", "1", with: ["FALKIT_OUTPUT": "human"]).output.contains("\u{1B}["))
    let plain = try falkit("models", "-l", "1", "--color", "never", with: ["FALKIT_OUTPUT": "human"])
    #expect(!plain.output.contains("\u{1B}"))
    let silent = try falkit("models", "-l", "1", with: ["FALKIT_OUTPUT": "human", "NO_COLOR": "1"])
    #expect(!silent.output.contains("\u{1B}"))
  }

  @Test("The user's pager is used, after FALKIT_PAGER and before PAGER")
  func pager() throws {
    func shown(_ more: [String: String]) throws -> String {
      try FalkitProcess.runOnTerminal("models", "-l", "1", environment: environment.merging(more) { $1 })
    }
    try folder.write(#"{"pager": "sed s/^/user:/"}"#, to: "home/config/config.json")
    #expect(try shown(["PAGER": "sed s/^/other:/"]).contains("user:"))
    #expect(try shown(["FALKIT_PAGER": "sed s/^/own:/"]).contains("own:"))
    #expect(try !shown(["FALKIT_PAGER": ""]).contains("user:"))
  }

  @Test(
    "A damaged file is named with what is wrong, whatever the command, and what mends it works all the same",
    arguments: [
      (#"{"jobs": "4"}"#, "jobs takes a whole number from 1 to 64, not \"4\""),
      (#"{"jobs": 4.5}"#, "jobs takes"), (#"{"jobs": 1e400}"#, "jobs takes"), (#"{"jobs": null}"#, "jobs takes"),
      (#"{"timeout": true}"#, "timeout takes a time"), (#"{"timeout": -5}"#, "timeout takes"),
      (#"{"color": "blue"}"#, "color takes auto, always, never"), (#"{"download": 1}"#, "download takes true or false"),
      (#"{"output_dir": "a\u0000b"}"#, "output_dir takes"), (#"{"max_cost": "-1"}"#, "max_cost takes"),
      (#"{"jobs": 4, "jobs": 5}"#, "is not JSON"), ("[]", "an object"),
      ("", "is not JSON"), ("{", "is not JSON"), (String(repeating: "[", count: 100_000), "longer than"),
      (String(repeating: "[", count: 60_000), "is not JSON"), ("\u{0}\u{1}", "is not JSON"),
    ]
  )
  func damaged(text: String, complaint: String) async throws {
    try folder.write(text, to: "home/config/config.json")
    for command in [["models", "-l", "1"], ["check-key", "--local"], ["config", "list"]] {
      let run = await Falkit.run(list: command, environment: environment)
      #expect(run.code == 78 && run.error.contains(complaint), "\(command): \(run.error)")
      #expect(run.error.contains("home/config/config.json"))
    }
    #expect(try falkit("models", "--help").code == 0)
    #expect(try falkit("config", "path").code == 0)
    let json = try falkit("models", "--json")
    #expect(try json.errorJSON()["error"]["code"] == "config" && json.output.isEmpty)
  }

  @Test("A setting that this version does not know is a note, and the others hold")
  func unknownSetting() async throws {
    try folder.write(#"{"jobz": 4, "output": "plain"}"#, to: "home/config/config.json")
    let run = await Falkit.run("models", "-l", "1", environment: environment)
    #expect(run.code == 0 && run.error.contains("has no setting 'jobz', which is not used; is jobs meant?"))
    let quiet = await Falkit.run("models", "-l", "1", "-q", environment: environment)
    #expect(quiet.code == 0 && quiet.error.isEmpty)
  }

  @Test("Settings that everybody may change are not obeyed, the user's own neither")
  func foreignSettings() async throws {
    try folder.write(#"{"output": "json"}"#, to: "home/config/config.json")
    let path = folder.path + "/home/config/config.json"
    #expect(await Falkit.run("models", "-l", "1", environment: environment).output.hasPrefix("{"))
    try FileManager.default.setAttributes([.posixPermissions: 0o666], ofItemAtPath: path)
    let run = await Falkit.run("models", "-l", "1", environment: environment)
    #expect(run.code == 0 && !run.output.hasPrefix("{") && run.error.contains("everybody may change it"))
  }

  @Test("A slip in a file can be mended by the command")
  func mending() throws {
    try folder.write(#"{"jobz": 4, "timeout": true, "jobs": 3}"#, to: "home/config/config.json")
    #expect(try falkit("config", "unset", "jobz").code == 0)
    #expect(try falkit("config", "set", "timeout", "none").code == 0)
    #expect(try falkit("config", "get", "jobs").output == "3\n")
    #expect(try falkit("config", "unset", "nonsense").code == 64)
  }

  @Test("What is no file is not waited for")
  func noFiles() throws {
    try make("home/config/config.json")
    #expect(try falkit("models", "-l", "1").code == 78)
    try make("project/.falkit.json")
    #expect(try FalkitProcess.run("models", "-l", "1", folder: folder.path + "/project").code == 78)
    let pipe = folder.path + "/pipe"
    #expect(mkfifo(pipe, 0o600) == 0)
    let run = try falkit("models", "--config", pipe)
    #expect(run.code == 78 && run.error.contains("is not a file"))
    #expect(try falkit("models", "--config", "/dev/zero").code == 78)
  }

  @Test("Random damage to a file never ends but with 0 or 78")
  func mutations() throws {
    var random = SeededRandom(seed: 7)
    let text = Array(
      #"{"jobs": 5, "timeout": "10m", "output_dir": "out/é", "pager": "less", "x": [1, {"y": null}]}"#.utf8
    )
    let path = folder.path + "/project/.falkit.json"
    for _ in 0..<2_000 {
      var bytes = text
      for _ in 0..<Int.random(in: 1...4, using: &random) {
        bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
      }
      try Data(bytes).write(to: URL(fileURLWithPath: path))
      do throws(RunError) {
        let file = try SettingsFile(path, .project)
        #expect(file?.values["pager"] == nil)
      } catch {
        #expect(error.kind == .config && error.message.contains(path))
      }
    }
  }

  @Test("A project's output stays inside it, wherever links lead")
  func boundary() throws {
    let boundary = ProjectBoundary(folder: folder.path + "/project")
    try FileManager.default.createSymbolicLink(
      atPath: folder.path + "/project/out",
      withDestinationPath: folder.path + "/home"
    )
    try FileManager.default.createSymbolicLink(atPath: folder.path + "/project/in", withDestinationPath: "below")
    try FileManager.default.createSymbolicLink(
      atPath: folder.path + "/project/loose",
      withDestinationPath: folder.path + "/home/not-yet"
    )
    let path = folder.path + "/project"
    for inside in ["/a.png", "/below/a.png", "/new/deep/a.png", "/in/a.png", "", "/below/there"] {
      #expect(boundary.contains(path + inside), "\(inside)")
    }
    for outside in ["/out/a.png", "/out", "/loose", "/../a.png", "/below/../../a.png", "-other/a.png"] {
      #expect(!boundary.contains(path + outside), "\(outside)")
    }
    #expect(!boundary.contains("/etc/passwd"))
    let new = ProjectBoundary(folder: folder.path + "/new")
    #expect(new.contains(folder.path + "/new/a.png") && !new.contains(folder.path + "/a.png"))
  }

  @Test("Settings have their own types", arguments: ["none", "90", "1.5m"])
  func values(timeout: String) throws {
    var options = ParsedOptions()
    options.add(.config, folder.path + "/values.json")
    try folder.write(
      #"{"timeout": "\#(timeout)", "max_cost": 0.25, "keep_inputs": false, "on_interrupt": "detach"}"#,
      to: "values.json"
    )
    var settings = Settings(options)
    #expect(settings.problem == nil)
    #expect(try settings.timeout == (timeout == "none" ? nil : .seconds(90)))
    #expect(try settings.maxCost == Decimal(string: "0.25"))
    #expect(try !settings.keepsInputs)
    #expect(try settings.onInterrupt == .detach)
    options.add(.timeout, "5s")
    options.add(.download)
    options.add(.maxCost, "x")
    settings = Settings(options)
    #expect(try settings.timeout == .seconds(5) && settings.download)
    #expect(throws: RunError.self) { try settings.maxCost }
  }
}

import FalCatalog
import FalCore
import FalEmulator
import FalRequests
import Foundation
import TestSupport
import Testing

@Suite("falkit open")
struct OpenCommandTests {
  private static let page = "https://fal.ai/models/fal-ai/flux/dev"

  /// A browser that writes down what it is given, one word per line.
  private func browser(_ folder: TemporaryFolder) throws -> String {
    try folder.write("#!/bin/sh\nprintf '%s\\n' \"$@\" > \"\(folder.path)/opened\"\n", to: "browser")
    #expect(chmod(folder.path + "/browser", 0o755) == 0)
    return folder.path + "/browser"
  }

  @Test("A model's page is opened by the user's browser, without a shell")
  func models() async throws {
    let folder = try TemporaryFolder()
    let browser = try browser(folder)
    #expect(await Falkit.run("open", "fal-ai/flux/dev", "--print").output == Self.page + "\n")
    #expect(try await Falkit.run("open", Self.page, "--json", "--print").json()["target"] == .string(Self.page))
    let run = await Falkit.run(
      "open",
      "fal-ai/flux/dev",
      environment: ["BROWSER": "/no/such:\(browser) -n;x %s y"]
    )
    #expect(run.code == 0 && run.output.isEmpty, "\(run.error)")
    #expect(try folder.text(of: "opened") == "-n;x\n\(Self.page)\ny\n")
    let none = await Falkit.run("open", "fal-ai/flux/dev", environment: ["BROWSER": "/no/such"])
    #expect(none.code == 69 && none.error.contains("/no/such"))
    let failing = await Falkit.run("open", "fal-ai/flux/dev", environment: ["BROWSER": "false"])
    #expect(failing.code == 69 && failing.error.contains("ended with 1"))
  }

  @Test("run --open opens what was saved, in a program that can be ended although the command holds signals back")
  func afterRun() throws {
    let folder = try TemporaryFolder()
    try folder.write("#!/bin/sh\necho \"$1\" > '\(folder.path)/opened'\nkill -TERM $$\nexit 0\n", to: "browser")
    #expect(chmod(folder.path + "/browser", 0o755) == 0)
    let run = try FalkitProcess.run(
      "run",
      "fal-ai/flux/dev",
      "prompt=a cat",
      "--local",
      "--open",
      "-o",
      "cat.jpeg",
      environment: ["BROWSER": folder.path + "/browser"],
      folder: folder.path
    )
    // It was ended by the signal; the result is there all the same.
    #expect(run.code == 0 && run.error.contains("ended with 143"), "\(run.error)")
    #expect(try folder.text(of: "opened").hasSuffix("/cat.jpeg\n"))
    #expect(FileManager.default.fileExists(atPath: folder.path + "/cat.jpeg"))
  }

  @Test("Media files are opened by their whole path, and nothing that only looks like one")
  func files() throws {
    let folder = try TemporaryFolder()
    let browser = try browser(folder)
    let gif = "GIF89a" + String(repeating: "\u{1}", count: 32)
    try folder.write(gif, to: "-picture.gif")
    try folder.write(gif, to: "script.command")
    try folder.write("#!/bin/sh\n", to: "text.png")
    func open(_ name: String) throws -> FalkitProcess.Result {
      try FalkitProcess.run("open", "--", name, environment: ["BROWSER": browser], folder: folder.path)
    }
    #expect(try open("-picture.gif").code == 0)
    let resolved = URL(fileURLWithPath: folder.path).resolvingSymlinksInPath().path
    #expect(try folder.text(of: "opened") == "\(resolved)/-picture.gif\n")
    try FileManager.default.removeItem(atPath: folder.path + "/opened")
    for name in ["script.command", "text.png", "./text.png", ".", "http://example.com/x"] {
      let run = try open(name)
      #expect(run.code != 0, "\(name)")
      #expect(!FileManager.default.fileExists(atPath: folder.path + "/opened"), "\(name)")
    }
  }

  @Test("A file of the working directory does not get in front of a model")
  func shadowing() throws {
    let folder = try TemporaryFolder()
    try FileManager.default.createDirectory(atPath: folder.path + "/fal-ai/flux", withIntermediateDirectories: true)
    try folder.write("GIF89a", to: "fal-ai/flux/dev")
    #expect(try FalkitProcess.run("open", "fal-ai/flux/dev", "--print", folder: folder.path).output == Self.page + "\n")
  }

  @Test("Of a request its first file is meant, and that is opened at an https address only")
  func requests() async throws {
    let folder = try TemporaryFolder()
    let browser = try browser(folder)
    let local = try LocalFal(model: RegistryModel(FalCatalog.registry))
    defer { local.emulator.stop() }
    let store = RequestStore(path: folder.path + "/state/requests", client: local.client)
    let environment = ["FALKIT_HOME": folder.path, "BROWSER": browser]
    #expect(await Falkit.run("open", "@last", environment: environment).code == 66)
    let record = try await store.submit(to: "fal-ai/flux/dev", input: ["prompt": "a"])
    let page = await Falkit.run("open", record.id.rawValue, "--print", environment: environment)
    #expect(page.output == "https://fal.ai/dashboard/requests\n")
    #expect(await Falkit.run("open", record.id.rawValue, environment: environment).code == 0)
    try FileManager.default.removeItem(atPath: folder.path + "/opened")
    _ = try await store.wait(for: record.id)
    let printed = await Falkit.run("open", "@last", "--print", environment: environment)
    #expect(printed.code == 0 && printed.output.hasPrefix(local.emulator.address), "\(printed.output)\(printed.error)")
    let refused = await Falkit.run("open", "@last", environment: environment)
    #expect(refused.code == 65 && refused.error.contains("not an address with https"))
    #expect(!FileManager.default.fileExists(atPath: folder.path + "/opened"))
  }
}

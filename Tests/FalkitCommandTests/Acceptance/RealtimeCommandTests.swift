import FalCore
import FalEmulator
import FalHTTPServer
import FalWebSocket
import Foundation
import TestSupport
import Testing

@Suite("falkit realtime", .timeLimit(.minutes(2)))
struct RealtimeCommandTests {
  private static let model = "fal-ai/flux/schnell"

  private func local() throws -> (emulator: Emulator, environment: [String: String], home: TemporaryFolder) {
    var configuration = EmulatorConfiguration(key: "id:a-secret-that-is-long")
    configuration.realtime = [Self.model]
    let emulator = try Emulator(configuration)
    let home = try TemporaryFolder()
    var environment = CheckKeyCommandTests.environment(emulator).merging(["FALKIT_HOME": home.path]) { $1 }
    environment["FAL_KEY"] = "id:a-secret-that-is-long"
    return (emulator, environment, home)
  }

  @Test("One input of the command line gives one result, whose files are saved")
  func single() async throws {
    let (emulator, environment, home) = try local()
    defer { emulator.stop() }
    let run = await Falkit.run(
      "realtime",
      Self.model,
      "prompt=a cat",
      "image_size=square",
      "-d",
      "-o",
      home.path + "/{index}.{ext}",
      environment: environment
    )
    #expect(run.code == 0, "\(run.error)")
    #expect(run.output == "\(home.path)/1.jpg\n" || run.output == "\(home.path)/1.jpeg\n", "\(run.output)")
    #expect(run.error.contains("1 sent, 1 received"))
    let wrong = await Falkit.run("realtime", Self.model, "num_images=9", environment: environment)
    #expect(wrong.code == 65 && wrong.error.contains("num_images"))
  }

  @Test("Each line is an input, laid under what the words say, and each result is a line; wrong lines are told of")
  func lines() async throws {
    let (emulator, environment, home) = try local()
    defer { emulator.stop() }
    emulator.answer("my/app") { ["echo": $0] }
    try home.write("{\"n\": 1}\r\n\n{\"n\": 2, \"seed\": 1}\nnonsense\n[]\n{\"n\": 3}", to: "in.jsonl")
    let run = await Falkit.run(
      "realtime",
      "my/app",
      "--lines",
      home.path + "/in.jsonl",
      "seed:=7",
      "--json",
      environment: environment
    )
    #expect(run.code == 3, "\(run.error)")
    #expect(
      run.lines == [
        #"{"echo":{"n":1,"seed":7}}"#, #"{"echo":{"n":2,"seed":7}}"#, #"{"echo":{"n":3,"seed":7}}"#,
      ]
    )
    let plain = await Falkit.run("realtime", "my/app", environment: environment, input: "{\"n\": 1}\n")
    #expect(plain.code == 0 && plain.lines == [#"{"echo":{"n":1}}"#], "\(plain.error)")
  }

  @Test("Lines may come from a pipe whose writer is late")
  func pipes() async throws {
    let (emulator, environment, home) = try local()
    defer { emulator.stop() }
    emulator.answer("my/app") { ["echo": $0] }
    let path = home.path + "/pipe"
    #expect(mkfifo(path, 0o600) == 0)
    let writer = try ChildProcess("/bin/sh", ["-c", "exec 3>\"$0\"; sleep 0.2; echo '{\"n\": 1}' >&3", path])
    let run = await Falkit.run("realtime", "my/app", "--lines", path, environment: environment)
    #expect(run.code == 0 && run.lines == [#"{"echo":{"n":1}}"#], "\(run.error)")
    #expect(writer.wait() == .exited(0))
  }

  @Test("A connection that breaks says why, at once")
  func broken() async throws {
    let server = try HTTPServer { _, responder in
      let socket = try responder.upgrade()
      _ = try socket.receive()
      socket.close(WebSocketClose(code: 1011, reason: "out of order"))
    }
    defer { server.stop() }
    let home = try TemporaryFolder()
    let rest = try Emulator()
    defer { rest.stop() }
    let environment = [
      "FALKIT_HOME": home.path, "FAL_KEY": "a:b", "FALKIT_RUN_URL": server.address, "FALKIT_REST_URL": rest.hosts.rest,
    ]
    let run = await Falkit.run("realtime", "my/app", "n:=1", "--no-validate", environment: environment)
    #expect(run.code == 69 && run.error.contains("1011: out of order"), "\(run.code) \(run.error)")
  }

  @Test("A model that fails is a failure, and one that takes no connections is none")
  func failures() async throws {
    let (emulator, environment, _) = try local()
    defer { emulator.stop() }
    emulator.answer("my/app") { _ in throw ModelFailure(status: 500, body: ["detail": "out of paint"]) }
    let failed = await Falkit.run("realtime", "my/app", "n:=1", environment: environment)
    #expect(failed.code == 1 && failed.error.contains("out of paint"), "\(failed.error)")
    let none = await Falkit.run("realtime", "fal-ai/flux/dev", "prompt=a cat", environment: environment)
    #expect(none.code == 66 && none.error.contains("takes no realtime connections"), "\(none.error)")
    let noKey = await Falkit.run("realtime", Self.model, "prompt=a cat", environment: ["FALKIT_HOME": "/nonexistent"])
    #expect(noKey.code == 77)
    for words in [["--max-buffering", "61"], ["--throttle", "x"], ["--lines", "/nonexistent"]] {
      let usage = await Falkit.run(list: ["realtime", "my/app"] + words, environment: environment)
      #expect([64, 66].contains(usage.code), "\(words): \(usage.error)")
    }
  }
}

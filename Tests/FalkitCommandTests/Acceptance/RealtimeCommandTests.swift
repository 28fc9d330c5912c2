import FalCore
import FalEmulator
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

  @Test("A model that fails is a failure, and one that takes no connections is none")
  func failures() async throws {
    let (emulator, environment, _) = try local()
    defer { emulator.stop() }
    emulator.answer("my/app") { _ in throw ModelFailure(status: 500, body: ["detail": "out of paint"]) }
    let failed = await Falkit.run("realtime", "my/app", "n:=1", environment: environment)
    #expect(failed.code == 1 && failed.error.contains("out of paint"), "\(failed.error)")
    let none = await Falkit.run("realtime", "fal-ai/flux/dev", "prompt=a cat", environment: environment)
    #expect(none.code == 66, "\(none.error)")
    let noKey = await Falkit.run("realtime", Self.model, "prompt=a cat", environment: ["FALKIT_HOME": "/nonexistent"])
    #expect(noKey.code == 77)
    for words in [["--max-buffering", "61"], ["--throttle", "x"], ["--lines", "/nonexistent"]] {
      let usage = await Falkit.run(list: ["realtime", "my/app"] + words, environment: environment)
      #expect([64, 66].contains(usage.code), "\(words): \(usage.error)")
    }
  }
}

import FalCore
import FalRealtime
import FalSystem
import Foundation
import TestSupport
import Testing

@testable import FalEmulator

@Suite("A local fal by a script", .timeLimit(.minutes(2)))
struct ScriptTests {
  private func client(_ script: EmulatorScript, allowsAny: Bool = false) throws -> (emulator: Emulator, fal: FalClient)
  {
    var configuration = EmulatorConfiguration()
    configuration.script = script
    configuration.allowsAny = allowsAny
    let emulator = try Emulator(configuration)
    var client = emulator.clientConfiguration
    client.retries = .never
    return (emulator, try FalClient(client))
  }

  @Test("A model that is flaky: a queue of three, two failures, then a picture of one's own")
  func flaky() async throws {
    let folder = try TemporaryFolder()
    let picture: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 1, 2, 3]
    try Data(picture).write(to: URL(fileURLWithPath: folder.path + "/cat.png"))
    let json = try JSON(
      parsing: """
        [
          {"endpoint": "my/flaky", "calls": [1, 2], "failure": {"status": 503, "detail": "out of memory",
            "error_type": "runner_disconnected"}},
          {"endpoint": "my/flaky", "queue": 3, "queue_time": 0.05, "logs": ["loading", "painting"], "duration": 0.1,
            "output": {"images": [{"url": "@cat.png"}], "seed": 7}}
        ]
        """
    )
    let (emulator, fal) = try client(try EmulatorScript(json: json, folder: folder.path))
    for _ in 1...2 {
      let error = await #expect(throws: FalError.self) { try await fal.subscribe(to: "my/flaky", input: ["n": 1]) }
      #expect(error?.type == "runner_disconnected" && error?.message == "out of memory")
    }
    let seen = Lock<(positions: [Int], logs: [String])>(([], []))
    let result = try await fal.subscribe(to: "my/flaky", input: ["n": 1]) { update in
      seen.withLock { seen in
        if case .inQueue(let position?) = update { seen.positions.append(position) }
        if case .log(let line) = update { seen.logs.append(line.message) }
      }
    }
    let (positions, logs) = seen.withLock { $0 }
    #expect(positions == positions.sorted(by: >) && positions.allSatisfy((1...3).contains), "\(positions)")
    let request = HTTPRequest("POST", emulator.hosts.queue + "/my/flaky", body: .bytes(Array("{}".utf8)))
    let submitted = try JSON(parsing: try await HTTPTransports.standard.send(request).body.collect())
    #expect(submitted["queue_position"] == 3)
    #expect(logs == ["loading", "painting"])
    #expect(result.output["seed"] == 7)
    let url = try #require(result.output["images"][0]["url"].string)
    let served = try await HTTPTransports.standard.send(HTTPRequest("GET", url))
    #expect(try await served.body.collect() == picture && served.fields["Content-Type"] == "image/png")
    withExtendedLifetime(emulator) {}
  }

  @Test("Answers fit by endpoint, input and call, and the first that fits is given, in every way of asking")
  func fitting() async throws {
    let script = EmulatorScript([
      EmulatorScript.Answer("my/*", input: ["prompt": "a dog"], outcome: .output(["is": "dog"])),
      EmulatorScript.Answer("my/app", calls: 2...2, outcome: .output(["is": "second"])),
      EmulatorScript.Answer("my/*", outcome: .output(["is": "other"])),
      EmulatorScript.Answer("fal-ai/flux/schnell", duration: .zero, outcome: .model),
    ])
    let (emulator, fal) = try client(script)
    #expect(try await fal.run("my/app", input: ["prompt": "a cat"]).output["is"] == "other")
    #expect(try await fal.run("my/app", input: ["prompt": "a dog"]).output["is"] == "dog")
    #expect(try await fal.subscribe(to: "my/app", input: ["n": 3]).output["is"] == "other")
    for try await event in fal.stream("my/app", input: ["n": 4]) { #expect(event.json["is"] == "other") }
    let connection = try await fal.connect(to: "my/app")
    try await connection.send(["prompt": "a dog"])
    var results = connection.results.makeAsyncIterator()
    #expect(try await results.next()?.output["is"] == "dog")
    await connection.close()
    let made = try await fal.run("fal-ai/flux/schnell", input: ["prompt": "a cat", "image_size": "square"])
    #expect(made.output["images"].array?.count == 1)
    await #expect(throws: FalError.self) { try await fal.run("other/app", input: [:]) }
    withExtendedLifetime(emulator) {}
  }

  @Test("Where any model is allowed, those that nobody knows give back their input")
  func anyModel() async throws {
    let (emulator, fal) = try client(EmulatorScript([]), allowsAny: true)
    for id: EndpointID in ["my/app", "workflows/me/flow", "comfy/me/flow", "fal-ai/no-such-model"] {
      #expect(try await fal.subscribe(to: id, input: ["n": 1]).output["echo"]["n"] == 1)
    }
    await #expect(throws: FalError.self) { try await fal.run("fal-ai/flux/schnell", input: ["n": 1]) }
    withExtendedLifetime(emulator) {}
  }

  @Test(
    "What is wrong with a script is said with its place",
    arguments: [
      (#"{}"#, "a list of answers"), (#"[7]"#, "answer 1"), (#"[{"output": {}}]"#, "endpoint must be"),
      (#"[{"endpoint": "a/b", "outputs": {}}]"#, "no member 'outputs'"),
      (#"[{"endpoint": "a/b"}, {"endpoint": "a/b", "output": {}, "failure": {"status": 500}}]"#, "answer 2"),
      (#"[{"endpoint": "a/b", "failure": {"status": 200}}]"#, "from 400 to 599"),
      (#"[{"endpoint": "a/b", "calls": 0}]"#, "calls must be"),
      (#"[{"endpoint": "a/b", "calls": [2, 1]}]"#, "calls must be"),
      (#"[{"endpoint": "a/b", "queue": -1}]"#, "queue must be"),
      (#"[{"endpoint": "a/b", "duration": 1e9}]"#, "at most a day"),
      (#"[{"endpoint": "a/b", "logs": "x"}]"#, "logs must be"),
      (#"[{"endpoint": "a/b", "input": []}]"#, "input must be"),
      (#"[{"endpoint": "a/b", "output": {"url": "@missing.png"}}]"#, "there is no file"),
      (#"[{"endpoint": "a/b", "output": ["@../secret"]}]"#, "is no file of the script's folder"),
      (#"[{"endpoint": "a/b", "output": ["@/etc/passwd"]}]"#, "is no file of the script's folder"),
    ]
  )
  func wrong(text: String, message: String) throws {
    let folder = try TemporaryFolder()
    let error = #expect(throws: EmulatorError.self) {
      try EmulatorScript(json: try JSON(parsing: text), folder: folder.path)
    }
    #expect(error?.message.contains(message) == true, "\(error?.message ?? "")")
  }
}

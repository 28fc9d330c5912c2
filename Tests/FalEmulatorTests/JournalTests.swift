import FalCore
import FalSystem
import TestSupport
import Testing

@testable import FalEmulator

@Suite("A local fal: what was asked of it", .timeLimit(.minutes(2)))
struct JournalTests {
  private func call(_ method: String, _ url: String, _ fields: HTTPFields = [:]) async throws -> (Int, JSON) {
    let response = try await HTTPTransports.standard.send(HTTPRequest(method, url, fields: fields))
    return (response.status, (try? JSON(parsing: try await response.body.collect())) ?? .null)
  }

  @Test("Each call is in the journal with what it was for and how it was answered, and told as it ends")
  func journal() async throws {
    let told = Lock<[EmulatedCall]>([])
    var configuration = EmulatorConfiguration(key: "id:secret-secret")
    configuration.onCall = { call in told.withLock { $0.append(call) } }
    let emulator = try Emulator(configuration)
    emulator.answer("my/app") { ["echo": $0] }
    let fal = try FalClient(emulator.clientConfiguration)
    _ = try await fal.run("my/app", input: ["n": 1])
    _ = try await call("GET", emulator.address + "/nothing?secret=1")
    _ = try await call("POST", emulator.hosts.run + "/my/app")
    let calls = emulator.journal
    #expect(calls.map(\.status) == [200, 404, 401] && calls.map(\.operation) == [.run, nil, .run])
    #expect(calls.map(\.path) == ["/run/my/app", "/nothing", "/run/my/app"])
    #expect(told.withLock { $0 } == calls)
    let (status, json) = try await call("GET", emulator.address + "/journal")
    #expect(status == 200 && json["calls"].array?.count == 3 && json["calls"][0]["operation"] == "run")
    #expect(try await call("DELETE", emulator.address + "/journal").0 == 200 && emulator.journal.isEmpty)
    #expect(try await call("PUT", emulator.address + "/journal").0 == 405)
  }

  @Test("It says that it is well, and begins anew; pages of other origins can do neither")
  func reset() async throws {
    let emulator = try Emulator()
    emulator.answer("my/app") { ["echo": $0] }
    let fal = try FalClient(emulator.clientConfiguration)
    let handle = try await fal.submit(to: "my/app", input: ["n": 1])
    _ = try await fal.wait(for: handle)
    let made = try await fal.run("fal-ai/flux/schnell", input: ["prompt": "a cat", "image_size": "square"])
    let picture = try #require(made.output["images"][0]["url"].string)
    #expect(try await call("GET", emulator.address + "/health").1["accepted"] == 1)
    let page: HTTPFields = ["Origin": "http://evil.example"]
    #expect(try await call("POST", emulator.address + "/reset", page).0 == 403)
    #expect(try await call("GET", picture).0 == 200)
    #expect(try await call("POST", emulator.address + "/reset").0 == 200)
    #expect(emulator.requests.isEmpty && emulator.journal.isEmpty && emulator.statistics.accepted == 0)
    #expect(try await call("GET", picture).0 == 404)
    await #expect(throws: FalError.self) { try await fal.status(of: handle) }
    #expect(try await fal.run("my/app", input: ["n": 2]).output["echo"]["n"] == 2)
  }
}

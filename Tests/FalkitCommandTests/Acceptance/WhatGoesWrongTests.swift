import FalCore
import FalEmulator
import FalRequests
import Foundation
import TestSupport
import Testing

@Suite("What a run makes of failures", .timeLimit(.minutes(5)))
struct WhatGoesWrongTests {
  private static let words = ["run", "fal-ai/flux/dev", "prompt=a cat"]

  @Test("COMPLETED and then 422: exit 65, the fields are listed, the record is FAILED, and poll does not keep it")
  func refused() async throws {
    let studio = try Studio()
    let run = try await studio.run("run", "fal-ai/flux/dev", "prompt=refuse this", "--json")
    #expect(run.code == 65 && run.output.isEmpty)
    let error = try run.errorJSON()["error"]
    let record = try #require(try await studio.record())
    #expect(error["issues"][0]["field"] == "prompt" && error["code"] == "invalid", "\(run.error)")
    #expect(error["request_id"].string == record.requestID && error["retryable"] == false)
    #expect(record.state == .failed)
    let poll = try await studio.run("poll", "--json")
    #expect(poll.code == 0)
    #expect(try poll.json()["pending"] == [] && poll.json()["failed"] == [])
    #expect(try await studio.run("list", "--json").json()["count"] == 0)
    #expect(try await studio.run("status", "@last", "--exit-status", "--json").code == 1)
    #expect(try await studio.run("wait", "@last").code == 65)
    #expect(try await studio.run("result", "@last").code == 65)
    #expect(studio.submits == 1)
  }

  @Test("poll finds a failure once, and says so in its exit code only when asked")
  func pollFailure() async throws {
    let studio = try Studio()
    #expect(try await studio.run("submit", "fal-ai/flux/dev", "prompt=refuse a").code == 0)
    let first = try await studio.run("poll", "--exit-status", "--json")
    #expect(try first.code == 1 && first.json()["failed"].array?.count == 1)
    #expect(try await studio.run("poll", "--exit-status").code == 0)
  }

  @Test("COMPLETED and then 504 twice: it succeeds")
  func gatewayTimeouts() async throws {
    let studio = try Studio()
    studio.fail(.result, .status(504), .status(504))
    let run = try await studio.run(list: Self.words)
    #expect(run.code == 0 && run.lines.count == 1, "\(run.error)")
    #expect(studio.received(.result) == 3)
  }

  @Test(
    "The connection breaks after the request was sent: no second one, and list shows UNKNOWN",
    arguments: [
      Fault.resetAfter, .cutOff, .garbage, .resetBefore,
    ]
  )
  func broken(fault: Fault) async throws {
    let studio = try Studio()
    studio.fail(.submit, fault)
    let run = try await studio.run(list: Self.words + ["--json"])
    #expect(run.code == 69 && run.output.isEmpty, "\(run.error)")
    #expect(try run.errorJSON()["error"]["hint"].string?.contains("--force") == true)
    #expect(studio.submits == 1)
    let listed = try await studio.run("list", "--json").json()
    #expect(listed["count"] == 1 && listed["requests"][0]["status"] == "UNKNOWN")
    #expect(try await studio.run(list: Self.words).code == 75 && studio.submits == 1)
  }

  @Test(
    "fal refuses, is down, has no place or no such request: the exit codes",
    arguments: [
      (401, Int32(77)), (403, 77), (404, 66), (429, 75), (400, 65), (422, 65),
    ]
  )
  func statuses(status: Int, code: Int32) async throws {
    let studio = try Studio()
    studio.fail(.submit, .status(status), .status(status), .status(status), .status(status), .status(status))
    let run = try await studio.run(list: Self.words + ["--json"])
    #expect(run.code == code && run.output.isEmpty, "\(status): \(run.error)")
    #expect(try run.errorJSON()["error"]["exit_code"].int == Int(code))
    #expect(try await studio.store.list().records.isEmpty)
  }

  @Test("A failure of the model is 1, a wait that is over is 75, and a file that fails is 3 with its result kept")
  func codes() async throws {
    let studio = try Studio { input, files in
      if input["prompt"] == "break" { throw ModelFailure.infrastructure("runner_disconnected", "gone") }
      return try Studio.picture(input, files)
    }
    let broken = try await studio.run("run", "fal-ai/flux/dev", "prompt=break", "--no-retry", "--json")
    #expect(broken.code == 1, "\(broken.error)")
    studio.holdWork()
    let late = try await studio.run(list: Self.words + ["-t", "1s", "--json"])
    #expect(late.code == 75 && late.output.isEmpty)
    #expect(try late.errorJSON()["error"]["hint"].string?.hasPrefix("falkit wait") == true)
    studio.letGo()
    studio.fail(.download, .status(404), .status(404), .status(404), .status(404))
    let partial = try await studio.run("wait", "@last", "-o", "out/", "--json")
    #expect(partial.code == 3)
    let document = try partial.json()
    #expect(document["status"] == "completed" && document["files"] == [])
    #expect(document["failed_files"].array?.count == 1 && document["result"]["images"].array?.count == 1)
    studio.letGo()
    #expect(try await studio.run("download", "@last", "-o", "out/").code == 0)
    #expect(try await studio.run("run", "fal-ai/flux/dev", "prompt=x", "-o", "/dev/null/x/").code == 73)
  }

  @Test("Two polls at once: each file is fetched once")
  func polls() async throws {
    let studio = try Studio()
    studio.holdWork()
    for number in 1...3 {
      #expect(try await studio.run("submit", "fal-ai/flux/dev", "prompt=\(number)").code == 0)
    }
    studio.letGo()
    studio.hold(.status)
    let polls = try (0..<2).map { _ in try studio.start(["poll", "-o", "out/", "--json"]) }
    try await eventually("both ask") { studio.received(.status) >= 6 }
    studio.letGo()
    for poll in polls { #expect(try await poll.result().code == 0) }
    #expect(studio.received(.download) == 3)
    #expect(try studio.names(in: "out").count == 3)
    #expect(try await studio.store.list().records.allSatisfy { $0.files.count == 1 })
    let again = try await studio.run("poll", "--json")
    #expect(try again.json()["completed"] == [])
  }
}

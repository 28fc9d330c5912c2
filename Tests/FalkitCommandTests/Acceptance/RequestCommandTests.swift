import FalCore
import FalEmulator
import FalHTTPServer
import FalRequests
import Foundation
import TestSupport
import Testing

@Suite("Commands about requests", .timeLimit(.minutes(5)))
struct RequestCommandTests {
  private static let model = "fal-ai/flux/dev"

  /// Submits, and gives fal's id.
  private func submit(_ studio: Studio, _ prompt: String, _ options: String...) async throws -> String {
    let run = try await studio.run(list: ["submit", Self.model, "prompt=\(prompt)"] + options)
    #expect(run.code == 0, "\(run.error)")
    return try #require(run.lines.first)
  }

  @Test("A request is followed from its submit to its result, by any of its names")
  func following() async throws {
    let studio = try Studio()
    studio.holdWork()
    let id = try await submit(studio, "a cat")
    let local = try #require(try await studio.record()?.id.rawValue)
    for name in [id, String(id.prefix(6)), id.uppercased(), "@last", local] {
      let status = try await studio.run("status", name, "--exit-status", "--json")
      #expect(try status.code == 75 && status.json()["request_id"] == .string(id))
      #expect(try ["IN_QUEUE", "IN_PROGRESS"].contains(status.json()["status"].string ?? ""))
    }
    #expect(try await studio.run("result", id).code == 75)
    #expect(try await studio.run("download", id).code == 75)
    #expect(try await studio.run("wait", id, "-t", "200ms").code == 75)
    studio.letGo()
    let result = try await studio.run("result", id, "--wait", "--json")
    #expect(try result.code == 0 && result.json()["status"] == "completed")
    #expect(try await studio.run("status", id, "--exit-status").code == 0)
    let asked = studio.received(.result)
    let raw = try await studio.run("result", id, "--raw").json()
    #expect(raw["images"].array?.count == 1 && raw["status"] == .null)
    // What is on this machine is not asked for again, unless that is wanted.
    #expect(studio.received(.result) == asked)
    #expect(try await studio.run("result", id, "--refresh").code == 0 && studio.received(.result) == asked + 1)
  }

  @Test("A result that is no JSON is printed byte for byte")
  func rawBytes() async throws {
    let sound = Array("RIFF\u{0}\u{1}\r\nWAVE, no line end".utf8)
    let server = try HTTPServer { request, responder in
      try request.readBody { _ in }
      let path = String(request.target.prefix { $0 != "?" })
      switch request.method {
      case "POST": try responder.respond(200, [:], Array(#"{"request_id": "r-1234567"}"#.utf8))
      case _ where path.hasSuffix("/status"):
        try responder.respond(200, [:], Array(#"{"status": "COMPLETED"}"#.utf8))
      case _ where path.hasSuffix("/stream"): try responder.respond(404, [:], [])
      default: try responder.respond(200, ["content-type": "audio/wav"], sound)
      }
    }
    defer { server.stop() }
    let home = try TemporaryFolder()
    let environment = ["FAL_KEY": "a:b", "FALKIT_QUEUE_URL": server.address, "FALKIT_HOME": home.path]
    let id = await Falkit.run("submit", "my/app", "x=1", "-q", environment: environment)
    #expect(id.output == "r-1234567\n", "\(id.error)")
    let raw = await Falkit.run("result", "r-1234567", "--raw", environment: environment)
    #expect(Array(raw.output.utf8) == sound, "\(raw.error)")
  }

  @Test("A name that is none, too short or of several, and a request of another machine")
  func names() async throws {
    let studio = try Studio()
    for (name, code) in [("@last", 66), ("abcdefgh", 66), ("abc", 64)] {
      for command in ["status", "wait", "result", "cancel", "download"] {
        let run = try await studio.run(command, name, "--json")
        #expect(Int(run.code) == code && run.output.isEmpty, "\(command) \(name): \(run.error)")
      }
    }
    let id = try await submit(studio, "a cat")
    let stranger = ["FALKIT_HOME": studio.home.path + "/other"]
    #expect(try await studio.run("wait", id, more: stranger).code == 66)
    #expect(try await studio.run("wait", id, "--model", Self.model, more: stranger).code == 0)
    #expect(try await studio.run("result", id, more: stranger).code == 0)
    let unknown = "764cabcf-b745-4b3e-ae38-1200304cf45b"
    #expect(try await studio.run("status", unknown, "--model", Self.model, more: stranger).code == 66)
    #expect(try await studio.run("list", "--all", "--json", more: stranger).json()["count"] == 1)
  }

  @Test("cancel tells what came of it, in words and by its exit code")
  func cancelling() async throws {
    let studio = try Studio(concurrency: 1)
    try await studio.occupy()
    let first = try await submit(studio, "one")
    let second = try await submit(studio, "two")
    let cancelled = try await studio.run("cancel", first, "--json")
    #expect(try cancelled.code == 0 && cancelled.json()["cancellation"] == "cancelled")
    #expect(try await studio.run("cancel", first, "--json").code == 1)
    #expect(try await studio.run("status", first, "--exit-status").code == 1)
    #expect(try await studio.run("wait", first).code == 1)
    #expect(try await studio.run("cancel", "--all-pending", "--no-input").code == 64)
    #expect(try await studio.store.find(second, session: nil).state == .inQueue)
    #expect(try await studio.run("cancel", "--all-pending", "--yes").code == 0)
    #expect(try await studio.store.list().records.map(\.state) == [.cancelled, .cancelled])
    #expect(try await studio.run("cancel").code == 64)
    studio.letGo()
    let done = try await submit(studio, "three")
    #expect(try await studio.run("wait", done).code == 0)
    #expect(try await studio.run("cancel", done).code == 1)
  }

  @Test("list shows what has not ended, by state, model, session and number; nothing is asked")
  func listing() async throws {
    let studio = try Studio()
    _ = try await submit(studio, "one", "--session", "red")
    #expect(try await studio.run("wait", "@last").code == 0)
    studio.holdWork()
    _ = try await submit(studio, "two", "--session", "red", "--label", "a \u{1B}[31mlabel")
    _ = try await submit(studio, "three")
    let asked = studio.emulator.statistics.received
    for (options, count) in [
      ([], 2), (["--all"], 3), (["--all", "--status", "COMPLETED"], 1), (["--session", "red"], 1),
      (["--model", "fal-ai/*"], 2), (["--model", "other/*"], 0), (["-l", "1"], 1), (["--since", "1h"], 2),
      (["--all", "--session", "red"], 2),
    ] {
      let json = try await studio.run(list: ["list", "--json"] + options).json()
      #expect(json["count"].int == count && json["requests"].array?.count == count, "\(options)")
    }
    let plain = try await studio.run("list")
    #expect(plain.lines.count == 2 && !plain.output.contains("\u{1B}"))
    #expect(studio.emulator.statistics.received == asked)
    #expect(try await studio.run("list", "--forget", "@last", "--json").json()["removed"].array?.count == 1)
    #expect(try await studio.run("list", "--json").json()["count"] == 1)
    #expect(try await studio.run("list", "--prune", "--yes").code == 0)
    #expect(try await studio.run("list", "--all", "--json").json()["count"] == 2)
  }

  @Test("wait for several: all, or the first")
  func several() async throws {
    let studio = try Studio()
    let ids = [
      try await submit(studio, "one"), try await submit(studio, "refuse two"), try await submit(studio, "three"),
    ]
    let all = try await studio.run(list: ["wait", "--json"] + ids)
    #expect(all.code == 3 && all.lines.count == 2)
    #expect(try all.errorJSON()["error"]["request_id"] == .string(ids[1]))
    studio.holdWork()
    let slow = try await submit(studio, "slow")
    let first = try await studio.run("wait", "--any", slow, ids[0], "--json")
    #expect(try first.code == 0 && first.json()["request_id"] == .string(ids[0]))
    #expect(studio.received(.cancel) == 0)
  }

  @Test("rerun takes the same input, files and all, with what is said after it")
  func rerun() async throws {
    let studio = try Studio { input, _ in ["echo": input] }
    #expect(try await studio.run("run", Studio.model, "prompt=a", "seed=1", "image_url=@a.png").code == 0)
    let again = try await studio.run("rerun", "@last", "seed=2", "--json").json()
    #expect(again["result"]["echo"]["seed"] == 2 && again["result"]["echo"]["prompt"] == "a")
    #expect(again["result"]["echo"]["image_url"].string?.hasPrefix("http") == true)
    #expect(try await studio.run("rerun", "@last", "num_images=99").code == 65)
    #expect(studio.submits == 2)
  }
}

import FalCore
import FalEmulator
import FalRequests
import Foundation
import TestSupport
import Testing

@Suite("Kills behind every call, and many at once", .timeLimit(.minutes(15)))
struct RandomKillTests {
  private static let words = ["batch", "fal-ai/flux/dev", "lines.jsonl", "-n", "2", "-o", "out/"]

  @Test(
    "A batch is killed behind its first call, its second, and so on: nothing is lost or sent twice",
    arguments: 1...14
  )
  func batch(calls: Int) async throws {
    let studio = try Studio()
    let lines = 4
    try studio.folder.write((1...lines).map { "{\"prompt\":\"\($0)\"}\n" }.joined(), to: "lines.jsonl")
    var kills = 0
    // Killed again and again, each time so many calls later.
    while true {
      let goal = studio.calls + calls
      let falkit = try studio.start(Self.words + (kills == 0 ? [] : ["--resume"]))
      try await eventually("\(calls) calls, or the end") { studio.calls >= goal || !falkit.isRunning }
      guard falkit.isRunning else { break }
      try await falkit.slay()
      kills += 1
      let listing = try await studio.store.list()
      #expect(listing.damaged.isEmpty)
      #expect(listing.records.count >= studio.emulator.statistics.accepted, "a request is forgotten")
      // With fewer calls it may never come to an end.
      if kills == 12 { break }
    }
    let run = try await studio.run(list: Self.words + (kills == 0 ? [] : ["--resume"]))
    let records = try await studio.store.list().records
    let unknown = records.count { $0.state == .unknown }
    if kills > 0 { #expect(run.code == (unknown == 0 ? 0 : 3), "\(run.error)") }
    #expect(records.count == lines && Set(records.compactMap(\.tag)).count == lines)
    #expect(studio.submits <= lines && studio.submits >= lines - unknown)
    #expect(records.allSatisfy { $0.state == .unknown || $0.state == .completed && $0.files.count == 1 })
    let files = try studio.names(in: "out")
    // One that was killed between giving a file its name and writing that down saves it once more.
    #expect((lines - unknown...lines - unknown + kills).contains(files.count), "\(files)")
    #expect(!files.contains { $0.hasPrefix(".") }, "\(files)")
    #expect(try await studio.run("list", "--all", "--json").json()["count"].int == lines)
  }

  @Test("Of many that do the same at once, one submits", arguments: [[], ["--resume"]])
  func together(options: [String]) async throws {
    let studio = try Studio()
    studio.holdWork()
    let words = ["run", "fal-ai/flux/dev", "prompt=a cat", "-o", "out/"] + options
    let runs = try (0..<4).map { _ in try studio.start(words) }
    // The others are refused, or follow the one that was submitted.
    try await eventually("each has come to something") {
      let ended = runs.count { !$0.isRunning }
      return studio.submits == 1 && studio.received(.statusStream) + ended >= 4
    }
    studio.letGo()
    var codes: [Int32] = []
    for run in runs { codes.append(try await run.result().code) }
    #expect(codes.allSatisfy { $0 == 0 || $0 == 75 }, "\(codes)")
    #expect(studio.submits == 1)
    #expect(try studio.names(in: "out").count == 1)
    #expect(codes.count { $0 == 0 } == (options.isEmpty ? 1 : 4))
  }

  @Test("Who follows a request waits for the process that submits it")
  func inTheGap() async throws {
    let studio = try Studio()
    studio.holdWork()
    studio.hold(.submit)
    let words = ["run", "fal-ai/flux/dev", "prompt=a cat", "--resume"]
    let first = try studio.start(words)
    try await eventually("it submits") { studio.submits == 1 }
    let second = try studio.start(words)
    #expect(try await studio.run("run", "fal-ai/flux/dev", "prompt=a cat").code == 75)
    studio.letIn()
    try await eventually("both follow it") { studio.received(.statusStream) == 2 }
    studio.letGo()
    for falkit in [first, second] { #expect(try await falkit.result().code == 0) }
    #expect(studio.submits == 1)
  }

  @Test("Where nothing can be written down, nothing is sent")
  func unwritable() async throws {
    let studio = try Studio()
    for home in ["/dev/null/x", studio.folder.path + "/a.png"] {
      for command in ["run", "submit"] {
        let run = try await studio.run(command, "fal-ai/flux/dev", "prompt=a cat", more: ["FALKIT_HOME": home])
        #expect(run.code == 73 || run.code == 78, "\(run.error)")
      }
    }
    #expect(studio.submits == 0)
  }
}

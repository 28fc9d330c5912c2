import FalCore
import FalEmulator
import FalRequests
import Foundation
import TestSupport
import Testing

@Suite("A run that is killed", .timeLimit(.minutes(15)))
struct KilledRunTests {
  private static let words = ["run", Studio.model, "prompt=a cat", "image_url=@a.png", "-o", "out/"]

  /// A run that was killed at a moment, at a fal that works from then on.
  private func killed(at moment: Moment) async throws -> Studio {
    let studio = try Studio(concurrency: moment == .queued ? 1 : 4)
    try await moment.prepare(studio)
    let pipe = FullPipe()
    let output = moment == .saved ? pipe.end : nil
    let falkit = try RunningFalkit(Self.words, studio.environment, studio.folder.path, output: output)
    try await moment.wait(studio)
    try await falkit.slay()
    studio.letGo()
    return studio
  }

  /// How many requests were sent to the queue apart from those that keep it busy.
  private func submits(_ studio: Studio, _ moment: Moment) -> Int { studio.submits - (moment == .queued ? 1 : 0) }

  @Test("Its request is in the list, and wait finishes it without a second submit", arguments: Moment.allCases)
  func isWaitedFor(moment: Moment) async throws {
    let studio = try await killed(at: moment)
    let listed = try await studio.run("list", "--all", "--json")
    let requests = try listed.json()["requests"].array ?? []
    guard moment.hasID else {
      #expect(requests.map { $0["status"] } == (moment == .uploading ? [] : ["UNKNOWN"]))
      return
    }
    #expect(requests.count == 1)
    let id = try #require(requests.first?["request_id"].string)
    #expect((requests[0]["status"] == "COMPLETED") == moment.hasResult)
    let wait = try await studio.run("wait", id, "-o", "out/", "--json")
    #expect(wait.code == 0, "\(wait.error)")
    let document = try wait.json()
    #expect(document["request_id"] == .string(id) && document["files"].array?.count == 1)
    #expect(try studio.names(in: "out").count == 1)
    #expect(try await studio.record()?.files.count == 1)
    #expect(submits(studio, moment) == 1)
    let again = try await studio.run("download", "@last", "-o", "out/")
    #expect(try again.code == 0 && studio.names(in: "out").count == 1)
  }

  @Test(
    "The same command with --resume finishes it, and sends nothing twice",
    arguments: Moment.allCases.filter { !$0.hasResult }
  )
  func isResumed(moment: Moment) async throws {
    let studio = try await killed(at: moment)
    let before = submits(studio, moment)
    let run = try await studio.run(list: Self.words + ["--resume", "--json"])
    #expect(submits(studio, moment) == max(1, before))
    if before == 1, !moment.hasID {
      // Nobody knows whether fal has it: only the user can decide to send it again.
      #expect(run.code == 75 && run.output.isEmpty)
      #expect(try run.errorJSON()["error"]["hint"].string?.contains("--force") == true)
      #expect(try await studio.run("wait", "@last").code == 66)
      #expect(try await studio.run(list: Self.words).code == 75)
      #expect(studio.submits == 1)
      #expect(try await studio.run(list: Self.words + ["--force"]).code == 0)
      #expect(studio.submits == 2)
    } else {
      #expect(run.code == 0, "\(run.error)")
      #expect(try await studio.store.list().records.map(\.state) == [.completed])
    }
    #expect(try studio.names(in: "out").count == 1)
  }

  @Test("It may be killed again while it is resumed")
  func again() async throws {
    let studio = try Studio(concurrency: 1)
    try await studio.occupy()
    for time in 1...3 {
      let falkit = try studio.start(Self.words + ["--resume"])
      try await eventually("it follows the request") { studio.received(.statusStream) == time }
      try await falkit.slay()
    }
    studio.letGo()
    studio.fail(.result, .silent)
    let falkit = try studio.start(Self.words + ["--resume"])
    try await eventually("it fetches the result") { studio.received(.result) == 1 }
    try await falkit.slay()
    let run = try await studio.run(list: Self.words + ["--resume"])
    #expect(run.code == 0, "\(run.error)")
    #expect(studio.submits == 2)
    #expect(try studio.names(in: "out").count == 1)
  }
}

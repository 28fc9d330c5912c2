import FalCore
import FalEmulator
import FalRequests
import Foundation
import TestSupport
import Testing

@Suite("A batch that is killed", .timeLimit(.minutes(15)))
struct KilledBatchTests {
  private static let words = ["batch", Studio.model, "lines.jsonl", "image_url=@a.png", "-o", "out/"]

  /// A batch of two lines that was killed at a moment of its first, at a fal that works from then on.
  private func killed(at moment: Moment) async throws -> Studio {
    let studio = try Studio(concurrency: moment == .queued ? 1 : 4)
    try studio.folder.write("{\"prompt\":\"one\"}\n{\"prompt\":\"two\"}\n", to: "lines.jsonl")
    try await moment.prepare(studio)
    let pipe = FullPipe()
    let output = moment == .saved ? pipe.end : nil
    let falkit = try RunningFalkit(Self.words + ["-n", "1"], studio.environment, studio.folder.path, output: output)
    try await moment.wait(studio)
    try await falkit.slay()
    studio.letGo()
    return studio
  }

  @Test("With --resume it goes on, and sends no line twice", arguments: Moment.allCases)
  func isResumed(moment: Moment) async throws {
    let studio = try await killed(at: moment)
    let others = moment == .queued ? 1 : 0
    let ids = try await studio.store.list().records.map(\.requestID)
    let resumed = try await studio.run(list: Self.words + ["--resume"])
    #expect(studio.submits == 2 + others)
    let isUnknown = moment == .submitting || moment == .accepted
    #expect(resumed.code == (isUnknown ? 3 : 0), "\(resumed.error)")
    let records = try await studio.store.list().records
    #expect(records.count == 2)
    #expect(Set(records.map(\.requestID)).isSuperset(of: ids))
    #expect(try studio.names(in: "out").count == (isUnknown ? 1 : 2))
    guard isUnknown else {
      #expect(try await studio.run(list: Self.words + ["--resume"]).code == 0 && studio.submits == 2 + others)
      return
    }
    #expect(records.count { $0.state == .unknown } == 1)
    // Only the user can decide to send a line again that fal may have.
    let forced = try await studio.run(list: Self.words + ["--resume", "--force-unknown"])
    #expect(forced.code == 0, "\(forced.error)")
    #expect(studio.submits == 3)
    #expect(try studio.names(in: "out").count == 2)
  }

  @Test("It may be killed again while it is resumed")
  func again() async throws {
    let studio = try await killed(at: .queued)
    studio.holdWork()
    let falkit = try studio.start(Self.words + ["--resume"])
    try await eventually("it follows the second line, too") { studio.submits == 3 }
    try await falkit.slay()
    studio.letGo()
    let resumed = try await studio.run(list: Self.words + ["--resume"])
    let unknown = try await studio.store.list().records.count { $0.state == .unknown }
    #expect(resumed.code == (unknown == 0 ? 0 : 3), "\(resumed.error)")
    #expect(studio.submits == 3)
  }
}

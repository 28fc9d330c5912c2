import Foundation
import TestSupport
import Testing

@testable import FalMedia

/// Files that were damaged in every way.
///
/// `FALKIT_MUTATIONS=1000000 swift test -c release --filter MutationTests` makes the long run.
@Suite("Damaged files")
struct MutationTests {
  private static let count =
    ProcessInfo.processInfo.environment["FALKIT_MUTATIONS"].flatMap { Int($0) } ?? 3000

  @Test("Whatever the bytes are, it ends soon, and says nothing that cannot be")
  func mutations() throws {
    let originals = try Fixture.names().map { try Fixture.bytes(of: $0) }
    var mostRequests = 0
    for seed in 0..<UInt64(Self.count) {
      var random = SeededRandom(seed: seed)
      let file = FileReader(BytesInMemory(Mutation.damaged(originals, &random)))
      let facts = MediaProbe.facts(in: file)
      // Nearly every request makes progress in the file, so that there cannot be many more of them than bytes.
      let isBounded = file.requestCount <= 50 * file.byteCount + 200 && file.fetchCount <= 1000
      if !isBounded || !Self.isPlausible(facts) {
        Issue.record("seed \(seed): \(file.requestCount) requests, \(file.fetchCount) fetches, \(facts)")
        return
      }
      mostRequests = max(mostRequests, file.requestCount)
    }
    #expect(mostRequests < ReadingLimits.mostRequests)
  }

  @Test("A file that is cut off anywhere says nothing that cannot be")
  func cuts() throws {
    for name in try Fixture.names() {
      let bytes = try Fixture.bytes(of: name)
      for count in stride(from: 0, through: bytes.count, by: 23) {
        let facts = MediaProbe.facts(of: bytes.prefix(count))
        #expect(Self.isPlausible(facts), "\(name) cut at \(count): \(facts)")
      }
    }
  }

  private static func isPlausible(_ facts: MediaFacts) -> Bool {
    let counts = [facts.width, facts.height, facts.frameCount, facts.channelCount, facts.sampleRate].compactMap { $0 }
    let rates = [facts.duration, facts.frameRate].compactMap { $0 }
    return facts.byteCount >= 0 && counts.allSatisfy { $0 > 0 } && rates.allSatisfy { $0 > 0 && $0.isFinite }
      && (facts.width == nil) == (facts.height == nil)
  }
}

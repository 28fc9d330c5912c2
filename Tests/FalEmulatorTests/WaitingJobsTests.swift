import TestSupport
import Testing

@testable import FalEmulator

@Suite("Jobs that wait")
struct WaitingJobsTests {
  @Test("Whatever joins and leaves, order and positions are those of two plain lists")
  func plainLists() {
    var random = SeededRandom(seed: 20)
    for _ in 0..<20 {
      var waiting = WaitingJobs()
      var (normal, low): ([String], [String]) = ([], [])
      for step in 0..<3_000 {
        switch Int.random(in: 0..<10, using: &random) {
        case 0..<5:
          let isLow = Bool.random(using: &random)
          waiting.append("\(step)", isLow: isLow)
          if isLow { low.append("\(step)") } else { normal.append("\(step)") }
        case 5..<8:
          let first = normal.isEmpty ? (low.isEmpty ? nil : low.removeFirst()) : normal.removeFirst()
          #expect(waiting.removeFirst() == first)
        case 8:
          guard let id = (normal + low).randomElement(using: &random) else { continue }
          waiting.remove(id)
          normal.removeAll { $0 == id }
          low.removeAll { $0 == id }
        default:
          let all = normal + low
          if let id = all.randomElement(using: &random) { #expect(waiting.position(of: id) == all.firstIndex(of: id)) }
        }
        if waiting.count != normal.count + low.count {
          Issue.record("\(waiting.count) wait, and it should be \(normal.count + low.count)")
          return
        }
      }
      #expect(waiting.position(of: "none") == nil)
    }
  }
}

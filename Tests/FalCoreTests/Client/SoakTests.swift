import FalCore
import FalEmulator
import FalSystem
import Foundation
import TestSupport
import Testing

/// Many calls against a server where much goes wrong.
///
/// `FALKIT_SOAK=5000` makes it so many; by default it is a short run.
@Suite("Soak")
struct SoakTests {
  private static let count = ProcessInfo.processInfo.environment["FALKIT_SOAK"].flatMap { Int($0) } ?? 400
  private static let inFlight = 64

  private struct Outcomes: Sendable {
    var results = 0
    var withID = 0
    var perhapsAccepted = 0
    var notAccepted = 0
    var others: [String] = []
  }

  /// Does something so many times, always the same number at a time.
  private func repeatedly(_ work: @escaping @Sendable (Int) async -> Void) async {
    await withTaskGroup(of: Void.self) { group in
      for number in 0..<Self.count {
        if number >= Self.inFlight { await group.next() }
        group.addTask { await work(number) }
      }
    }
  }

  @Test("Every call ends with its result, or with an error that names the request or says that there may be one")
  func faults() async throws {
    let refusedSubmits = Lock(0)
    let share = FaultPlan.share(
      0.1,
      of: [429, 500, 502, 503, 504].map(Fault.status) + [.resetBefore, .resetAfter, .slow, .cutOff, .garbage],
      seed: 7
    )
    var configuration = EmulatorConfiguration()
    configuration.concurrency = 32
    configuration.faults = FaultPlan { operation in
      let fault = share.fault(for: operation)
      // After these nothing was accepted, but a client cannot know that.
      if operation == .submit, let fault, !fault.isAfterAcceptance, fault != .status(429) {
        refusedSubmits.withLock { $0 += 1 }
      }
      return fault
    }
    let fal = try LocalFal(configuration)
    defer { fal.emulator.stop() }
    let outcomes = Lock(Outcomes())
    await repeatedly { number in
      do {
        let result = try await fal.client.subscribe(to: Echo.self, input: .init(prompt: "\(number)"))
        #expect(result.output.echo["prompt"] == .string("\(number)"))
        outcomes.withLock { $0.results += 1 }
      } catch let error as FalError {
        outcomes.withLock { outcomes in
          if error.requestID != nil {
            outcomes.withID += 1
          } else if error.mayHaveBeenAccepted {
            outcomes.perhapsAccepted += 1
          } else {
            outcomes.notAccepted += 1
          }
        }
      } catch {
        outcomes.withLock { $0.others.append("\(error)") }
      }
    }
    let seen = outcomes.withLock { $0 }
    let accepted = fal.emulator.statistics.accepted
    #expect(seen.others.isEmpty)
    #expect(seen.results > Self.count / 2)
    #expect(accepted == seen.results + seen.withID + seen.perhapsAccepted - refusedSubmits.withLock { $0 }, "\(seen)")
  }

  @Test("Cancelled at any moment, calls leave nothing behind")
  func cancellations() async throws {
    let fal = try LocalFal()
    defer { fal.emulator.stop() }
    // What a first call brings into being stays.
    _ = try await fal.client.subscribe(to: Echo.self, input: .init(prompt: "first"))
    let submitted = Lock(0)
    await repeatedly { number in
      let task = Task {
        try await fal.client.subscribe(to: Echo.self, input: .init(prompt: "\(number)")) { update in
          if case .submitted = update { submitted.withLock { $0 += 1 } }
        }
      }
      for _ in 0..<(number * 37 % 200) { await Task.yield() }
      task.cancel()
      do {
        _ = try await task.value
      } catch let error as FalError {
        #expect(error.requestID != nil || error.mayHaveBeenAccepted, "\(error)")
      } catch {
        #expect(error is CancellationError)
      }
    }
    _ = try await fal.client.subscribe(to: Echo.self, input: .init(prompt: "last"))
    #expect(fal.emulator.statistics.accepted >= submitted.withLock { $0 })
  }
}

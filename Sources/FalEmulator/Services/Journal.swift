import FalCore
import FalSystem

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The latest calls that a local fal has answered.
final class Journal: Sendable {
  private let calls = Lock<[EmulatedCall]>([])
  private let onCall: (@Sendable (EmulatedCall) -> Void)?

  private static let mostCalls = 10_000

  init(onCall: (@Sendable (EmulatedCall) -> Void)?) { self.onCall = onCall }

  var all: [EmulatedCall] { calls.withLock { $0 } }

  var json: JSON { ["calls": .array(all.map(\.json))] }

  func add(_ call: EmulatedCall) {
    calls.withLock { calls in
      // Many at once, so that each costs little.
      if calls.count >= Self.mostCalls + Self.mostCalls / 10 { calls.removeFirst(calls.count - Self.mostCalls) }
      calls.append(call)
    }
    onCall?(call)
  }

  func clear() { calls.withLock { $0 = [] } }

  static var now: Double { Date().timeIntervalSince1970 }
}

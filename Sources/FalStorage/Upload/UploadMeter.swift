import FalCore
import FalSystem

/// Adds up how much of the parts of an upload has been sent.
final class UploadMeter: Sendable {
  private struct State {
    var parts: [Int: Int] = [:]
    var reported = 0
  }

  private let state = Lock(State())
  private let total: Int
  private let report: (@Sendable (TransferProgress) -> Void)?

  init(total: Int, report: (@Sendable (TransferProgress) -> Void)?) {
    self.total = total
    self.report = report
  }

  /// What is to be told how much of a part has been sent; `nil` when nobody asks.
  func part(_ number: Int) -> (@Sendable (Int) -> Void)? {
    guard let report else { return nil }
    return { [self] sent in
      let completed = state.withLock { state -> Int? in
        state.parts[number] = sent
        let completed = state.parts.values.reduce(0, +)
        // A part that is sent again does not turn the progress back.
        guard completed > state.reported else { return nil }
        state.reported = completed
        return completed
      }
      if let completed { report(TransferProgress(completed: completed, total: total)) }
    }
  }
}

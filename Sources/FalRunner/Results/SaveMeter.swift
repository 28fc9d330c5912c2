import FalCore
package import FalStorage
import FalSystem

/// How far the saving of a result's files has come.
package struct SaveProgress: Sendable, Hashable {
  /// The files that are there.
  package var files: Int
  /// All files.
  package var fileCount: Int
  /// The bytes that have arrived.
  package var bytes: Int
  /// The bytes of all files of which the size is known.
  package var byteCount: Int
}

/// Adds up what the transfers of a result's files report.
package final class SaveMeter: Sendable {
  private struct State {
    var transfers: [Int: TransferProgress] = [:]
    var done: Set<Int> = []
  }

  private let state = Lock(State())
  private let count: Int
  private let report: (@Sendable (SaveProgress) -> Void)?

  package init(count: Int, report: (@Sendable (SaveProgress) -> Void)?) {
    self.count = count
    self.report = report
  }

  /// What a transfer is to tell of itself; `nil` when nobody asks.
  package func transfer(_ index: Int) -> (@Sendable (TransferProgress) -> Void)? {
    guard report != nil else { return nil }
    return { [self] progress in update { $0.transfers[index] = progress } }
  }

  package func finish(_ index: Int) {
    update { _ = $0.done.insert(index) }
  }

  private func update(_ change: (inout State) -> Void) {
    guard let report else { return }
    let count = count
    let progress = state.withLock { state in
      change(&state)
      let transfers = state.transfers.values
      return SaveProgress(
        files: state.done.count,
        fileCount: count,
        bytes: transfers.reduce(0) { $0 + $1.completed },
        byteCount: transfers.reduce(0) { $0 + ($1.total ?? $1.completed) }
      )
    }
    report(progress)
  }
}

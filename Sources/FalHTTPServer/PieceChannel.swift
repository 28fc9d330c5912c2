import Dispatch
import FalSystem

/// Hands the pieces of a body from the thread that receives them to the task that wants them, one at a time.
///
/// Nothing is received before it is wanted: what a client announces, and its patience, may be no use to anybody.
final class PieceChannel: Sendable {
  private struct State {
    var reader: CheckedContinuation<[UInt8]?, any Error>?
    var hasEnded = false
    var isClosed = false
  }

  private let state = Lock(State())
  private let wake: @Sendable () -> Void

  /// - Parameter wake: Tells the thread that something has changed.
  init(wake: @escaping @Sendable () -> Void) { self.wake = wake }

  /// Whether the next piece, or the end, is waited for.
  var isWanted: Bool { state.withLock { $0.reader != nil } }

  /// Gives what is waited for; `nil` is the end.
  func give(_ piece: [UInt8]?) {
    let reader = state.withLock { state in
      if piece == nil { state.hasEnded = true }
      defer { state.reader = nil }
      return state.reader
    }
    reader?.resume(returning: piece)
  }

  /// The next piece; `nil` at the end.
  func next() async throws -> [UInt8]? {
    try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { reader in
        let known = state.withLock { state -> Result<[UInt8]?, any Error>? in
          if state.isClosed || Task.isCancelled { return .failure(CancellationError()) }
          if state.hasEnded { return .success(nil) }
          state.reader = reader
          return nil
        }
        if let known { reader.resume(with: known) } else { wake() }
      }
    } onCancel: {
      close()
    }
  }

  /// There is nothing more to come, although the body has not ended.
  func close() {
    let reader = state.withLock { state in
      state.isClosed = true
      defer { state.reader = nil }
      return state.reader
    }
    reader?.resume(throwing: CancellationError())
  }
}

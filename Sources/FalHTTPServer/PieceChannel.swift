import Dispatch
import FalSystem

/// Hands the pieces of a body from the thread that receives them to the task that wants them, one at a time.
final class PieceChannel: Sendable {
  private struct State {
    var pieces: [[UInt8]?] = []
    var reader: CheckedContinuation<[UInt8]?, any Error>?
    var isClosed = false
  }

  private let state = Lock(State())
  private let taken = DispatchSemaphore(value: 0)

  /// Waits until the piece has been taken; `nil` is the end.
  ///
  /// - Returns: Whether somebody wants more.
  func push(_ piece: [UInt8]?) -> Bool {
    let (reader, isClosed) = state.withLock { state -> (CheckedContinuation<[UInt8]?, any Error>?, Bool) in
      if state.isClosed { return (nil, true) }
      defer { state.reader = nil }
      if state.reader == nil { state.pieces.append(piece) }
      return (state.reader, false)
    }
    if isClosed { return false }
    if let reader {
      reader.resume(returning: piece)
      return true
    }
    taken.wait()
    return state.withLock { !$0.isClosed }
  }

  /// The next piece; `nil` at the end.
  func next() async throws -> [UInt8]? {
    try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { reader in
        let piece = state.withLock { state -> Result<[UInt8]?, any Error>? in
          if state.isClosed || Task.isCancelled { return .failure(CancellationError()) }
          if !state.pieces.isEmpty { return .success(state.pieces.removeFirst()) }
          state.reader = reader
          return nil
        }
        guard let piece else { return }
        if case .success = piece { taken.signal() }
        reader.resume(with: piece)
      }
    } onCancel: {
      close()
    }
  }

  /// Nobody wants the rest.
  func close() {
    let reader = state.withLock { state in
      state.isClosed = true
      defer { state.reader = nil }
      return state.reader
    }
    reader?.resume(throwing: CancellationError())
    taken.signal()
  }
}

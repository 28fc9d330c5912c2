import FalCore

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

extension RequestStore {
  /// Takes down an answer to a question put at some time: where it is older than what is written down, nothing changes.
  func note(_ verdict: Verdict, of id: RequestRecord.ID, asked: Date) async throws -> RequestRecord {
    try await change(id) { text in
      // What has ended has ended; only of what fal seemed not to know there may be news.
      if text.record.state.isFinal, text.record.state != .expired { return }
      let time = RecordTime.text(of: asked)
      switch verdict {
      case .pending(let status):
        if time < text.record.members["asked_at"]?.string ?? "" { return }
        text.record.note(status, time)
      case .completed(let status, let result):
        text.record.note(status, time)
        text.record.end(.completed, error: nil, at: now())
        text.record.billableUnits = result.billableUnits
        let echoes = InputEchoes(json: text.record.members["echoes"])
        text.set("result", echoes?.removed(from: result.json) ?? result.json)
      case .ended(let state, let status, let error):
        text.record.note(status, time)
        text.record.end(state, error: error, at: now())
      case .expired(let error):
        if text.record.state != .expired { text.record.end(.expired, error: error, at: now()) }
      }
      // Whoever cancelled it knows. Without the note it is only not listed among the unseen.
      if text.record.state.isFinal, text.record.state != .cancelled { try? folder.ends.add(id) }
    }
  }
}

extension RequestRecord {
  /// Takes down a status, if there is news in it.
  fileprivate mutating func note(_ status: QueueStatus, _ time: String) {
    let before = self
    serviceStatus = status.json["status"].string
    inferenceTime = status.inferenceTime ?? inferenceTime
    switch status.phase {
    case .inQueue:
      state = .inQueue
      queuePosition = status.queuePosition
    case .inProgress, .completed, .failed, .cancelled:
      state = .inProgress
      queuePosition = nil
    // Perhaps a word of tomorrow's.
    case .unknown: break
    }
    if self != before { members["asked_at"] = .string(time) }
  }

  fileprivate mutating func end(_ state: RequestState, error: FalError?, at date: Date) {
    self.state = state
    self.error = error
    queuePosition = nil
    set("ended_at", date)
  }
}

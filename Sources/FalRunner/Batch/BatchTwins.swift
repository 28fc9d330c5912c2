import FalCore
import FalRequests
import FalSystem

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Finds the requests that other batches have made for lines like those of a batch, so that nothing is paid for twice.
///
/// A line takes over a request that asks the same and is on its way, or that of a batch which is, or one that has ended without
/// being in any file of outcomes that is still there. No request is taken over by two lines.
final class BatchTwins: Sendable {
  private struct State {
    /// The lines that have requests, by these.
    var owners: [RequestRecord.ID: String] = [:]
    /// The requests that no line can take over any more.
    var dismissed: Set<RequestRecord.ID> = []
    /// What other batches have in their files; `nil` before somebody wanted to know.
    var listed: Set<String>?
  }

  private let outcomes: BatchOutcomes
  private let endpoint: EndpointID?
  /// Whether lines are sent although others are on their way.
  private let sendsAnew: Bool
  /// Whether lines are sent of which nobody knows whether they were sent.
  private let sendsUnknown: Bool
  /// The batches whose outcomes this one may have: those on their way when it began, and those whose file is lost.
  private let shared: Set<String>
  /// What batches had taken over whose file is lost.
  private let inherited: Set<RequestRecord.ID>
  private let started = Date()
  private let state = Lock(State())

  init(_ outcomes: BatchOutcomes, endpoint: EndpointID?, sendsAnew: Bool, sendsUnknown: Bool) {
    self.outcomes = outcomes
    self.endpoint = endpoint
    self.sendsAnew = sendsAnew
    self.sendsUnknown = sendsUnknown
    let (lost, taken) = outcomes.predecessors
    shared = outcomes.running.union(lost)
    inherited = taken
  }

  /// The choice for a line.
  func policy(for key: String) -> TwinPolicy { .choose { twins in try self.choose(among: twins, for: key) } }

  private func choose(among twins: Twins, for key: String) throws -> RequestRecord? {
    try state.withLock { state in
      var unknown: RequestRecord?
      for id in twins.ids where !state.dismissed.contains(id) && (state.owners[id] ?? key) == key {
        guard let record = twins.record(id), BatchOutcomes.isOfBatch(record), !outcomes.owns(record) else {
          state.dismissed.insert(id)
          continue
        }
        switch record.state {
        case .unknown: unknown = unknown ?? record
        case .submitting, .inQueue, .inProgress:
          if !sendsAnew, record.cancelRequested == nil { return try take(record, for: key, &state) }
        case .completed where !sendsAnew && isLost(record, &state): return try take(record, for: key, &state)
        default: state.dismissed.insert(id)
        }
      }
      // What became unknown only since then, nobody has decided about.
      guard let unknown, !sendsUnknown || isNew(unknown) else { return nil }
      return try take(unknown, for: key, &state)
    }
  }

  private func take(_ record: RequestRecord, for key: String, _ state: inout State) throws -> RequestRecord {
    if state.owners.updateValue(key, forKey: record.id) == nil { try outcomes.take(record.id, for: key) }
    return record
  }

  private func isNew(_ record: RequestRecord) -> Bool { record.created >= started }

  /// Whether nobody else has the outcome of a request that has ended, or it has ended only since this batch began.
  private func isLost(_ record: RequestRecord, _ state: inout State) -> Bool {
    if let ended = record.ended, ended >= outcomes.began { return true }
    if shared.contains(BatchOutcomes.batch(of: record)) || inherited.contains(record.id) { return true }
    guard BatchOutcomes.isWritten(record) else { return false }
    let listed = state.listed ?? endpoint.map(outcomes.register.listedRequests) ?? []
    state.listed = listed
    return record.requestID.map { !listed.contains($0) } ?? false
  }
}

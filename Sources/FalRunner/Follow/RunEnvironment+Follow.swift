package import FalCore
package import FalRequests
import FalSystem

/// How a request is waited for.
package struct FollowPolicy: Sendable {
  /// `nil` without a limit.
  package var timeout: Duration?
  package var options = FollowOptions()
  /// Is asked when the task that waits is cancelled: whether the request is cancelled, too.
  package var cancels: @Sendable () -> Bool = { false }

  package init() {}
}

extension RunEnvironment {
  /// Waits for a request, and tells what happens to it meanwhile.
  ///
  /// - Returns: The record, which has ended with a result, and the lines that the model wrote.
  /// - Throws: `RunError`: that of the model when it failed, of kind `tryLater` when the time is over; `RunInterruption`.
  package func follow(
    _ record: RequestRecord,
    _ policy: FollowPolicy
  ) async throws -> (record: RequestRecord, logs: [LogEntry]) {
    let logs = Lock<[LogEntry]>([])
    let ended: RequestRecord
    do {
      ended = try await store.follow(record.id, options: policy.options, timeout: policy.timeout) { update in
        if case .log(let entry) = update { logs.withLock { $0.append(entry) } }
        report(.queue(update))
      }
    } catch is CancellationError {
      let interruption = await leave(record, policy)
      report(.followed)
      throw interruption
    } catch {
      report(.followed)
      throw unfinished(record, error)
    }
    report(.followed)
    guard ended.state == .completed else {
      store.finish(ended.id)
      throw RunError(ended)
    }
    return (ended, logs.withLock { $0 })
  }

  /// What it means that waiting failed; the request goes on.
  private func unfinished(_ record: RequestRecord, _ error: any Error) -> RunError {
    var shown = RunError(any: error)
    shown.requestID = record.requestID
    shown.endpointID = record.endpoint.description
    guard let failure = error as? FalError else { return shown }
    if failure.kind == .timedOut { shown.kind = .tryLater }
    if failure.kind == .timedOut || failure.isRetryable || failure.kind == .connection {
      shown.remedy = .wait(request: record.name)
    }
    return shown
  }

  /// Leaves a request: cancels it, or lets it go on.
  private func leave(_ record: RequestRecord, _ policy: FollowPolicy) async -> RunInterruption {
    guard policy.cancels() else { return .goesOn(record) }
    report(.cancelling)
    do {
      // In a task of its own, because this one was told to end.
      return .cancelled(try await Task { try await store.cancel(record.id) }.value)
    } catch {
      return .notCancelled(record, RunError(any: error))
    }
  }
}

extension RunEnvironment {
  /// The result of a request, which fal is asked for where this machine does not have it.
  ///
  /// - Throws: `RunError`: of kind `tryLater` when it has not ended, that of the model when it failed.
  package func result(of record: RequestRecord) async throws -> (RequestRecord, JSON) {
    let record = record.state.isFinal ? record : try await store.refresh(record.id)
    guard record.state.isFinal else {
      let message = "request \(record.name) has not ended: it is \(record.state)"
      throw RunError(.tryLater, message, about: record, remedy: .wait(request: record.name))
    }
    guard let result = try store.keptResult(of: record.id) else {
      store.finish(record.id)
      throw RunError(record)
    }
    return (record, result)
  }
}

import FalCore
import FalRequests
import FalSystem

extension RequestAccess {
  /// Waits for a request and shows what happens to it meanwhile.
  ///
  /// - Returns: The record, which has ended with a result.
  /// - Throws: `CommandError`: that of the model when it failed, exit code 75 when the time is over, and that of the signal
  ///   when the command was told to end.
  func follow(_ record: RequestRecord, _ arguments: FollowArguments, logs: LogLines) async throws -> RequestRecord {
    let ended: RequestRecord
    do {
      ended = try await store.wait(
        for: record.id,
        options: arguments.options,
        timeout: arguments.timeout
      ) { update in
        show(update, showsLogs: arguments.showsLogs, logs: logs)
      }
    } catch is CancellationError {
      throw await leave(record, arguments)
    } catch {
      progress.end()
      throw unfinished(record, error)
    }
    progress.end()
    guard ended.state == .completed else { throw CommandError(ended) }
    return ended
  }

  /// Shows what happens to a request.
  func show(_ update: QueueUpdate, showsLogs: Bool, logs: LogLines?) {
    switch update {
    case .inQueue(let position):
      // fal counts those that are ahead.
      let place = position.map { $0 == 0 ? ", next in line" : ", position \($0)" }
      progress.show("queued\(place ?? "")", step: "queue")
    case .inProgress: progress.show("running", step: "run")
    case .log(let entry):
      logs?.add(entry)
      if showsLogs { progress.note(console.errorStyle.dim("  " + Harmless.text(entry.message))) }
    case .submitted, .completed: break
    }
  }

  /// What it means that waiting failed; the request goes on.
  private func unfinished(_ record: RequestRecord, _ error: any Error) -> CommandError {
    var shown = CommandError(any: error)
    shown.requestID = record.requestID
    shown.endpointID = record.endpoint.description
    guard let failure = error as? FalError else { return shown }
    if failure.kind == .timedOut { shown.code = .tryLater }
    if failure.kind == .timedOut || failure.isRetryable || failure.kind == .connection {
      shown.hint = "falkit wait \(record.name)"
    }
    return shown
  }

  /// Leaves a request because the user wants to end: cancels it, or lets it go on.
  private func leave(_ record: RequestRecord, _ arguments: FollowArguments) async -> CommandError {
    let code = interruption.signal?.exitCode ?? .interrupted
    func ending(_ message: String, _ hint: String) -> CommandError {
      progress.end()
      var error = CommandError(code, message, endpointID: record.endpoint.description, hint: hint)
      error.requestID = record.requestID
      return error
    }
    let ended = code == .interrupted ? "interrupted" : code.meaning
    guard interruption.signal == .interrupt, arguments.onInterrupt == .cancel else {
      return ending("\(ended); request \(record.name) goes on", "falkit wait \(record.name)")
    }
    progress.show("cancelling", step: "cancel")
    do {
      // In a task of its own, because this one was told to end.
      let cancellation = try await Task { try await store.cancel(record.id) }.value
      return ending(
        "interrupted; \(cancellation.words)",
        cancellation.outcome == .cancelled ? "falkit rerun \(record.name)" : "falkit result \(record.name) --wait"
      )
    } catch {
      return ending(
        "interrupted; request \(record.name) could not be cancelled: \(CommandError(any: error).message)",
        "falkit cancel \(record.name)"
      )
    }
  }
}

/// The lines that a model wrote, as they came.
final class LogLines: Sendable {
  private let lines: Lock<[LogEntry]>

  init(_ lines: [LogEntry] = []) {
    self.lines = Lock(lines)
  }

  func add(_ entry: LogEntry) { lines.withLock { $0.append(entry) } }

  var json: JSON {
    .array(
      lines.withLock { $0 }.map { entry in
        var members: JSONObject = ["message": .string(entry.message)]
        members["timestamp"] = entry.writtenAt.map(JSON.string)
        members["level"] = entry.level.map(JSON.string)
        return .object(members)
      }
    )
  }
}

extension RequestRecord {
  /// What people call it: fal's id, or falkit's own while there is none.
  var name: String { requestID ?? id.rawValue }
}

extension Cancellation {
  /// What came of it, in words.
  var words: String {
    switch outcome {
    case .cancelled: "request \(record.name) is cancelled"
    case .requested: "request \(record.name) was asked to stop; it may finish, and be charged, all the same"
    case .alreadyEnded: "request \(record.name) had ended already, as \(record.state)"
    case .notFound: "fal does not know request \(record.name)"
    }
  }
}

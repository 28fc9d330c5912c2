import FalCore
import FalRunner
import FalStorage

/// Shows what happens to a run, on standard error.
struct RunView: Sendable {
  let console: Console
  let progress: Progress
  /// Whether the lines that the model writes are shown.
  let showsLogs: Bool

  func show(_ event: RunEvent) {
    switch event {
    case .uploading(let name, let transfer):
      let share = transfer.fraction.map { ", \(Int($0 * 100)) %" } ?? ""
      progress.show("uploading \(name)", share, step: "upload")
    case .submitting: progress.show("submitting", step: "submit")
    case .calling: progress.show("running", step: "run")
    case .queue(let update): show(update)
    case .cancelling: progress.show("cancelling", step: "cancel")
    case .saving(let now):
      let share = now.byteCount > 0 ? ", \(100 * now.bytes / now.byteCount) %" : ""
      progress.show("saving \(now.fileCount == 1 ? "the file" : "\(now.fileCount) files")", share, step: "save")
    case .uploaded, .submitted, .saved: progress.end(clear: true)
    case .called, .followed: progress.end()
    }
  }

  /// Shows what happens to a request.
  func show(_ update: QueueUpdate) {
    switch update {
    case .inQueue(let position):
      // fal counts those that are ahead.
      let place = position.map { $0 == 0 ? ", next in line" : ", position \($0)" }
      progress.show("queued\(place ?? "")", step: "queue")
    case .inProgress: progress.show("running", step: "run")
    case .log(let entry):
      if showsLogs { progress.note(console.errorStyle.dim("  " + TerminalText.text(entry.message))) }
    case .submitted, .completed: break
    }
  }
}

import FalCore
import FalSystem

/// Runs the jobs of an emulator, so many at a time.
final class JobRunner: Sendable {
  let board: Monitor<JobBoard>
  private let model: any EmulatedModel
  private let files: EmulatedFiles
  private let concurrency: Int
  private let duration: Duration
  private let threads = ThreadGroup()

  /// A running job writes so many lines.
  private static let steps = 4

  init(
    _ configuration: EmulatorConfiguration,
    model: any EmulatedModel,
    files: EmulatedFiles,
    onEnd: @escaping @Sendable (Job) -> Void
  ) {
    board = Monitor(JobBoard(kept: configuration.kept, onEnd: onEnd))
    self.model = model
    self.files = files
    concurrency = max(configuration.concurrency, 1)
    duration = configuration.duration
  }

  func submit(_ job: Job) {
    board.update { $0.add(job) }
    startWaiting()
  }

  /// Ends all jobs, and returns when no thread is left.
  func stop() {
    board.update { $0.isClosed = true }
    threads.wait()
  }

  /// Forgets a stop: what waits is started again.
  func resume() {
    board.update { $0.isClosed = false }
    startWaiting()
  }

  private func startWaiting() {
    while let job = board.update({ $0.startNext(limit: concurrency) }) {
      let hasStarted = threads.start { [self] in
        run(job)
        startWaiting()
      }
      if !hasStarted {
        let failure = ModelFailure.infrastructure("runner_scheduling_failure", "No runner could be started")
        board.update { $0.finish(job.id, .failure(failure)) }
      }
    }
  }

  private func run(_ job: Job) {
    for step in 1...Self.steps {
      if duration > .zero {
        let isOver = board.wait(atMost: duration / Self.steps) { board in
          board.isClosed || board[job.id]?.isCancelled ?? true ? true : nil
        }
        if isOver != nil { break }
      }
      board.update { $0.log(job.id, Self.line("step \(step) of \(Self.steps)")) }
    }
    let isCancelled = board.update { $0[job.id]?.isCancelled ?? false }
    let result: Result<JSON, ModelFailure>
    do throws(ModelFailure) {
      result =
        isCancelled
        ? .failure(.cancelled) : .success(try model.output(of: job.endpoint, input: job.input, files: files))
    } catch {
      result = .failure(error)
    }
    board.update { $0.finish(job.id, result) }
  }

  private static func line(_ message: String) -> JSON {
    ["message": .string(message), "timestamp": .string(ServiceTime.now), "level": "INFO", "source": "USER"]
  }
}

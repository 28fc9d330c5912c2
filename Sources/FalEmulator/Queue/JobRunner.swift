import FalCore
import FalSystem

/// Runs the jobs of an emulator, so many at a time.
final class JobRunner: Sendable {
  let board: Monitor<JobBoard>
  private let model: AnsweredModel
  private let files: EmulatedFiles
  private let concurrency: Int
  private let duration: Duration
  private let threads = ThreadGroup()

  /// What a running job writes.
  private static let steps = (1...4).map { "step \($0) of 4" }

  init(
    _ configuration: EmulatorConfiguration,
    model: AnsweredModel,
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
    for _ in 0..<(job.plan?.queue ?? 0) {
      if isOver(job, within: job.plan?.queueTime ?? .zero) { break }
      board.update { $0.advance(job.id) }
    }
    let lines = job.plan.flatMap { $0.logs.isEmpty ? nil : $0.logs } ?? Self.steps
    let duration = job.plan?.duration ?? duration
    for line in lines {
      if duration > .zero, isOver(job, within: duration / lines.count) { break }
      board.update { $0.log(job.id, Self.line(line)) }
    }
    let isCancelled = board.update { $0[job.id]?.isCancelled ?? false }
    let result: Result<JSON, ModelFailure>
    do throws(ModelFailure) {
      result =
        isCancelled
        ? .failure(.cancelled)
        : .success(try model.output(of: job.endpoint, input: job.input, files: files, plan: job.plan))
    } catch {
      result = .failure(error)
    }
    board.update { $0.finish(job.id, result) }
  }

  /// Waits; whether the job is not wanted any longer.
  private func isOver(_ job: Job, within time: Duration) -> Bool {
    board.wait(atMost: time) { $0.isClosed || $0[job.id]?.isCancelled ?? true ? true : nil } != nil
  }

  private static func line(_ message: String) -> JSON {
    ["message": .string(message), "timestamp": .string(ServiceTime.now), "level": "INFO", "source": "USER"]
  }
}

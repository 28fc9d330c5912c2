import FalCore
import FalEmulator
import FalRequests
import Foundation
import TestSupport
import Testing

@Suite("A run that is told to end", .timeLimit(.minutes(10)))
struct InterruptTests {
  private static let words = ["run", Studio.model, "prompt=a cat", "image_url=@a.png", "-o", "out/"]

  /// A run that waits in the queue, behind another request.
  private func queued(_ options: [String] = []) async throws -> (Studio, RunningFalkit) {
    let studio = try Studio(concurrency: 1)
    try await studio.occupy()
    let falkit = try studio.start(Self.words + options)
    try await eventually("it is queued") { try await studio.record()?.queuePosition != nil }
    return (studio, falkit)
  }

  @Test("Ctrl-C in the queue: one request to cancel, exit 130, and the record is CANCELLED")
  func cancel() async throws {
    let (studio, falkit) = try await queued()
    falkit.send(SIGINT)
    let run = try await falkit.result()
    #expect(run.code == 130 && run.output.isEmpty)
    #expect(run.error.contains("is cancelled"))
    #expect(studio.received(.cancel) == 1)
    #expect(try await studio.record()?.state == .cancelled)
  }

  @Test("Ctrl-C while the model works: it is asked to stop, and the id is told")
  func cancelRunning() async throws {
    let studio = try Studio()
    studio.holdWork()
    let falkit = try studio.start(Self.words + ["--json"])
    try await eventually("it runs") { try await studio.record()?.state == .inProgress }
    falkit.send(SIGINT)
    let run = try await falkit.result()
    #expect(run.code == 130 && run.output.isEmpty && studio.received(.cancel) == 1)
    let id = try await studio.record()?.requestID
    #expect(try run.errorJSON()["error"]["request_id"].string == id)
    #expect(try run.errorJSON()["error"]["exit_code"] == 130)
  }

  @Test("Ctrl-C with --on-interrupt detach: nothing is cancelled, and wait goes on")
  func detach() async throws {
    let (studio, falkit) = try await queued(["--on-interrupt", "detach"])
    falkit.send(SIGINT)
    let run = try await falkit.result()
    #expect(run.code == 130 && run.error.contains("falkit wait"))
    #expect(studio.received(.cancel) == 0)
    #expect(try await studio.record()?.state == .inQueue)
    studio.letGo()
    #expect(try await studio.run("wait", "@last", "-o", "out/").code == 0)
    #expect(studio.submits == 2)
  }

  @Test(
    "While no answer comes to the submit every signal is heard, and so is the limit: the request is UNKNOWN then",
    arguments: [SIGINT, SIGTERM, SIGHUP, 0]
  )
  func silentSubmit(signal: Int32) async throws {
    let studio = try Studio()
    studio.failAlways(.submit, .silent)
    let falkit = try studio.start(Self.words + (signal == 0 ? ["-t", "1s"] : []))
    try await eventually("it was sent") { studio.submits == 1 }
    if signal != 0 { falkit.send(signal) }
    let run = try await falkit.result()
    #expect(run.code == 69 && run.error.contains("fal may have accepted") && run.error.contains("dashboard/requests"))
    #expect(try await studio.record()?.state == .unknown)
    #expect(studio.submits == 1)
  }

  @Test("A limit is that of the whole command: for a direct call and a wait as well")
  func limit() async throws {
    let studio = try Studio()
    studio.holdWork()
    for options in [["--sync"], ["--no-wait", "--json"], []] {
      let run = try await studio.run(list: ["run", "fal-ai/flux/dev", "prompt=\(options)", "-t", "1s"] + options)
      #expect(run.code == (options.first == "--no-wait" ? 0 : 75), "\(options)")
      #expect(run.code == 0 || run.error.contains("there was no result after 1 s"), "\(run.error)")
    }
    for words in [["wait", "@last"], ["result", "@last", "--wait"]] {
      let wait = try await studio.run(list: words + ["-t", "1s"])
      #expect(wait.code == 75 && wait.error.contains("goes on") && wait.error.contains("falkit wait"), "\(wait.error)")
    }
  }

  @Test("A signal while the input is read ends at once, and says that nothing was submitted")
  func reading() async throws {
    let studio = try Studio()
    let pipe = studio.folder.path + "/pipe"
    #expect(mkfifo(pipe, 0o600) == 0)
    let falkit = try studio.start(["run", "fal-ai/flux/dev", "-i", pipe])
    // Waits until it is opened for reading, from which nothing will come.
    let writer = open(pipe, O_WRONLY)
    defer { close(writer) }
    falkit.send(SIGTERM)
    let run = try await falkit.result()
    #expect(run.code == 143 && run.error.contains("nothing was submitted"))
    #expect(studio.calls == 0)
  }

  @Test("A second Ctrl-C leaves at once, and the record stays")
  func twice() async throws {
    let (studio, falkit) = try await queued()
    // The answer to the cancellation never comes.
    studio.fail(.cancel, .silent)
    falkit.send(SIGINT)
    try await eventually("it cancels") { studio.received(.cancel) == 1 }
    falkit.send(SIGINT)
    #expect(try await falkit.result().code == 130)
    #expect(try await studio.record()?.requestID != nil)
    #expect(studio.received(.cancel) == 1)
  }

  private static let endings: [(Int32, Int32)] = [(SIGTERM, 143), (SIGHUP, 129)]

  @Test("A polite kill and a terminal that goes away let the request go on", arguments: endings)
  func signals(signal: Int32, code: Int32) async throws {
    let (studio, falkit) = try await queued()
    falkit.send(signal)
    let run = try await falkit.result()
    #expect(run.code == code && run.error.contains("goes on"))
    #expect(studio.received(.cancel) == 0)
    #expect(try await studio.record()?.state == .inQueue)
  }

  @Test("A terminal that goes away is nothing to a command that was started to ignore it, as by nohup")
  func nohup() async throws {
    let studio = try Studio()
    studio.holdWork()
    let command = "trap '' HUP; exec \"$0\" \"$@\""
    let falkit = try RunningFalkit(
      ["-c", command, FalkitProcess.executable.path] + Self.words,
      studio.environment,
      studio.folder.path,
      program: "/bin/sh"
    )
    try await eventually("it runs") { try await studio.record()?.state == .inProgress }
    falkit.send(SIGHUP)
    studio.letGo()
    #expect(try await falkit.result().code == 0)
    #expect(try studio.names(in: "out").count == 1)
  }

  @Test("Ctrl-C while a file is uploaded: nothing is submitted")
  func uploading() async throws {
    let studio = try Studio()
    studio.fail(.upload, .silent)
    let falkit = try studio.start(Self.words)
    try await eventually("it uploads") { studio.received(.upload) == 1 }
    falkit.send(SIGINT)
    let run = try await falkit.result()
    #expect(run.code == 130 && run.error.contains("nothing was submitted"))
    #expect(studio.submits == 0)
    #expect(try await studio.store.list().records.isEmpty)
  }

  @Test("Who presses Ctrl-C again while the answer does not come leaves an entry UNKNOWN")
  func impatient() async throws {
    let studio = try Studio()
    studio.fail(.submit, .silent)
    let falkit = try studio.start(Self.words)
    try await eventually("fal has it") { studio.emulator.statistics.accepted == 1 }
    try await eventually("it leaves") {
      falkit.send(SIGINT)
      return !falkit.isRunning
    }
    // Who is patient for two seconds leaves the same behind.
    #expect([130, 69].contains(try await falkit.result().code))
    #expect(try await studio.record()?.state == .unknown)
    #expect(try await studio.run(list: Self.words).code == 75 && studio.submits == 1)
  }

  @Test("Ctrl-C while the request is being sent waits for the answer, so that no id is lost")
  func submitting() async throws {
    let studio = try Studio()
    studio.holdWork()
    studio.hold(.submit)
    let falkit = try studio.start(Self.words)
    try await eventually("it submits") { studio.submits == 1 }
    falkit.send(SIGINT)
    studio.letGo()
    #expect(try await falkit.result().code == 130)
    #expect(try await studio.record()?.requestID != nil)
    #expect(studio.submits == 1)
  }

  @Test(
    "Ctrl-C during a download: the result is kept, and download goes on",
    arguments: [Moment.beforeSaving, .saving]
  )
  func downloading(moment: Moment) async throws {
    let studio = try Studio()
    try await moment.prepare(studio)
    let falkit = try studio.start(Self.words)
    try await moment.wait(studio)
    falkit.send(SIGINT)
    let run = try await falkit.result()
    let record = try #require(try await studio.record())
    #expect(run.code == 130 && run.error.contains("falkit download \(record.requestID ?? "")"), "\(run.error)")
    #expect(record.state == .completed && studio.received(.cancel) == 0)
    studio.letGo()
    #expect(try await studio.run("download", record.requestID ?? "", "-o", "out/").code == 0)
    #expect(try studio.names(in: "out").count == 1)
    #expect(studio.submits == 1)
  }

  @Test("Ctrl-C in a direct call gives it up", arguments: [(EmulatorOperation.run, "--sync"), (.stream, "--stream")])
  func direct(operation: EmulatorOperation, option: String) async throws {
    let studio = try Studio()
    studio.hold(operation)
    let falkit = try studio.start(["run", "fal-ai/flux/dev", "prompt=a cat", option])
    try await eventually("it calls") { studio.received(operation) == 1 }
    falkit.send(SIGINT)
    let run = try await falkit.result()
    #expect(run.code == 130 && run.error.contains("given up"))
    #expect(studio.received(operation) == 1 && studio.submits == 0)
  }

  @Test("Ctrl-C in wait, and in poll --watch, ends them", arguments: [["wait", "@last"], ["poll", "--watch"]])
  func following(words: [String]) async throws {
    let studio = try Studio()
    studio.holdWork()
    #expect(try await studio.run("submit", "fal-ai/flux/dev", "prompt=a cat").code == 0)
    let before = studio.received(.status) + studio.received(.statusStream)
    let falkit = try studio.start(words)
    try await eventually("it asks") { studio.received(.status) + studio.received(.statusStream) > before }
    falkit.send(SIGINT)
    #expect(try await falkit.result().code == 130)
    // Who waits wants the request gone with the command; who polls, only to know.
    #expect(studio.received(.cancel) == (words[0] == "wait" ? 1 : 0))
    studio.letGo()
    #expect(try await studio.record()?.requestID != nil)
  }

  @Test("Ctrl-C in a batch cancels what is on its way, sends nothing more, and --resume goes on")
  func batch() async throws {
    let studio = try Studio(concurrency: 1)
    try await studio.occupy()
    try studio.folder.write((1...5).map { "{\"prompt\":\"\($0)\"}\n" }.joined(), to: "lines.jsonl")
    let words = ["batch", "fal-ai/flux/dev", "lines.jsonl", "-n", "2"]
    let falkit = try studio.start(words)
    try await eventually("two are on their way") {
      try await studio.store.list().records.count { $0.queuePosition != nil } == 2
    }
    falkit.send(SIGINT)
    #expect(try await falkit.result().code == 130)
    #expect(studio.submits == 1 + 2 && studio.received(.cancel) == 2)
    studio.letGo()
    let resumed = try await studio.run(list: words + ["--resume"])
    #expect(resumed.code == 0, "\(resumed.error)")
    #expect(studio.submits == 1 + 2 + 5)
  }
}

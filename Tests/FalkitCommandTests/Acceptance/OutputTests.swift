import FalCore
import FalEmulator
import FalRequests
import Foundation
import TestSupport
import Testing

@Suite("What a run prints", .timeLimit(.minutes(5)))
struct OutputTests {
  private static let words = ["run", "fal-ai/flux/dev", "prompt=a cat"]

  @Test(
    "One JSON document, whatever else is to be said",
    arguments: [
      [], ["-v"], ["-v", "-v"], ["--logs"], ["-d"], ["-d", "--logs", "-v"], ["surprise=1", "--allow-unknown", "-d"],
      ["--sync"],
      ["--sync", "-d"], ["-q"], ["--progress", "plain"], ["--no-wait"], ["--no-wait", "-v"], ["--dry-run"],
      ["--estimate"],
    ]
  )
  func oneDocument(options: [String]) async throws {
    let studio = try Studio()
    studio.fail(.result, .status(503))
    studio.fail(.download, .status(503))
    let run = try await studio.run(list: Self.words + options + ["--json"])
    #expect(run.code == 0, "\(run.error)")
    // It throws for more than one.
    let document = try run.json()
    #expect(document.object != nil)
    if options.contains("surprise=1") {
      #expect(document["warnings"][0]["rule"] == "unknown-field" && document["warnings"][0]["severity"] == "warning")
    }
    #expect(!run.error.contains("very-secret") && !run.output.contains("very-secret"))
  }

  @Test("In a pipe there are the addresses, or the paths of what was saved, and nothing else")
  func plain() async throws {
    let studio = try Studio()
    let addresses = try await studio.run(list: Self.words)
    #expect(addresses.lines.count == 1 && addresses.lines[0].hasPrefix(studio.emulator.hosts.cdn))
    let lively = try await studio.run(list: Self.words + ["--progress", "plain", "--logs", "-v"])
    #expect(lively.error.contains("submitting") && !(lively.output + lively.error).contains("\u{1B}"))
    let paths = try await studio.run(list: Self.words + ["-o", "out/"])
    #expect(
      try paths.lines.map { "out/" + ($0.split(separator: "/").last ?? "") }
        == studio.names(in: "out").map { "out/" + $0 }
    )
    let quiet = try await studio.run(list: Self.words + ["-q"])
    #expect(quiet.lines.count == 1 && quiet.error.isEmpty)
    let bytes = try await studio.run(list: Self.words + ["-o", "-"])
    #expect(bytes.code == 0 && bytes.output.utf8.count > 300_000)
    let id = try await studio.run("submit", "fal-ai/flux/dev", "prompt=b")
    #expect(try id.lines == [#require(try await studio.store.find("@last", session: nil).requestID)])
    let upload = try await studio.run("upload", "a.png")
    #expect(upload.lines.count == 1 && upload.lines[0].hasPrefix("http"))
  }

  @Test("No escape characters where they are not wanted", arguments: [["NO_COLOR": "1"], ["TERM": "dumb"]])
  func escapes(variables: [String: String]) throws {
    let studio = try Studio()
    let environment = studio.environment.merging(variables) { $1 }
    let shown = try FalkitProcess.runOnTerminal(
      "run",
      "fal-ai/flux/dev",
      "prompt=a cat",
      "-o",
      "out/",
      "--logs",
      environment: environment,
      folder: studio.folder.path
    )
    #expect(shown.contains("saved") && !shown.contains("\u{1B}"))
    let lively = try FalkitProcess.runOnTerminal(
      "run",
      "fal-ai/flux/dev",
      "prompt=a dog",
      environment: studio.environment,
      folder: studio.folder.path
    )
    #expect(lively.contains("\u{1B}"))
  }

  @Test("A reader that is gone costs neither the result nor the files", arguments: [[], ["--json"], ["-o", "out/"]])
  func readerIsGone(options: [String]) async throws {
    let studio = try Studio()
    let pipe = Pipe()
    try pipe.fileHandleForReading.close()
    let falkit = try RunningFalkit(
      Self.words + options,
      studio.environment,
      studio.folder.path,
      output: .descriptor(pipe.fileHandleForWriting.fileDescriptor)
    )
    let run = try await falkit.result()
    #expect(run.code == 73 && !run.error.contains("error"), "\(run.error)")
    let record = try #require(try await studio.record())
    #expect(record.state == .completed)
    #expect(try studio.store.result(of: record.id)?["images"].array?.count == 1)
    if options.first == "-o" { #expect(try studio.names(in: "out").count == 1 && record.files.count == 1) }
    #expect(try await studio.run("result", "@last").lines.count == 1)
  }

  #if os(Linux)
    @Test("A disk that is full is told, and costs nothing but the output")
    func fullDisk() async throws {
      let studio = try Studio()
      let falkit = try RunningFalkit(Self.words, studio.environment, studio.folder.path, output: .file("/dev/full"))
      let run = try await falkit.result()
      #expect(run.code == 73 && run.error.contains("cannot write to standard output"))
      #expect(try await studio.record()?.state == .completed)
    }
  #endif

  @Test("Nobody reads what is said beside the result: the run goes on")
  func listenerIsGone() async throws {
    let studio = try Studio()
    let pipe = Pipe()
    try pipe.fileHandleForReading.close()
    let command = "exec \"$0\" \"$@\" 2>&1 >result"
    let falkit = try RunningFalkit(
      ["-c", command, FalkitProcess.executable.path] + Self.words + ["-v", "--progress", "plain"],
      studio.environment,
      studio.folder.path,
      output: .descriptor(pipe.fileHandleForWriting.fileDescriptor),
      program: "/bin/sh"
    )
    #expect(try await falkit.result().code == 0)
    #expect(try studio.folder.text(of: "result").hasPrefix(studio.emulator.hosts.cdn))
  }

  @Test("A reader of a batch that is gone ends it between the lines, never in the middle of a submit")
  func batchReaderIsGone() async throws {
    let studio = try Studio()
    try studio.folder.write((1...8).map { "{\"prompt\":\"\($0)\"}\n" }.joined(), to: "lines.jsonl")
    studio.fail(.submit, nil, .slow, .slow, .slow)
    let pipe = Pipe()
    try pipe.fileHandleForReading.close()
    let words = ["batch", "fal-ai/flux/dev", "lines.jsonl"]
    let falkit = try RunningFalkit(
      words,
      studio.environment,
      studio.folder.path,
      output: .descriptor(pipe.fileHandleForWriting.fileDescriptor)
    )
    #expect(try await falkit.result().code == 73)
    let records = try await studio.store.list().records
    #expect(!records.isEmpty && records.allSatisfy { $0.requestID != nil })
    #expect(try await studio.run(list: words + ["--resume"]).code == 0)
    #expect(studio.submits == 8)
  }

  @Test("What a model writes reaches the terminal without control characters")
  func harmless() async throws {
    let studio = try Studio { _, _ in ["output": "a\u{1B}[2Jb\u{202E}c\nd"] }
    for options in [[], ["--json"], ["-v"]] {
      let run = try await studio.run(list: ["run", "fal-ai/any-llm", "prompt=x"] + options)
      #expect(run.code == 0 && run.output.contains("d"), "\(run.error)")
      #expect(!run.output.unicodeScalars.contains { $0 == "\u{1B}" || $0 == "\u{202E}" })
    }
  }

  @Test("A text is written where the user says, and printed where files are wanted and there are none")
  func texts() async throws {
    let studio = try Studio(result: { _, _ in ["text": "hello\nworld", "chunks": [1]] })
    let words = ["run", "fal-ai/flux/dev", "prompt=x"]
    let named = try await studio.run(list: words + ["-o", "t.txt"])
    #expect(named.code == 0 && named.output == "t.txt\n", "\(named.error)")
    #expect(try studio.folder.text(of: "t.txt") == "hello\nworld")
    let templated = try await studio.run(list: words + ["-o", "out/{index}.{ext}", "--force"])
    #expect(templated.code == 0 && templated.output.hasSuffix(".txt\n"), "\(templated.error)")
    let passed = try await studio.run(list: words + ["-o", "-", "--force"])
    #expect(passed.code == 0 && passed.output == "hello\nworld")
    let saved = try await studio.run(list: words + ["-d", "--force"])
    #expect(saved.code == 0 && saved.output == "hello\nworld\n")
    let none = try Studio(result: { _, _ in ["score": 1] })
    let empty = try await none.run(list: words + ["-o", "t.txt"])
    #expect(empty.output.isEmpty && empty.error.contains("the result has no files"))
  }

  @Test(
    "Options that would do nothing are refused, before anything is sent",
    arguments: [
      ["--stream", "-d"], ["--stream", "--sync"], ["--no-wait", "-o", "x.png"], ["--sync", "--resume"],
      ["--no-wait", "--stream"], ["--sync", "--logs"],
    ]
  )
  func uselessOptions(options: [String]) async throws {
    let studio = try Studio()
    let run = try await studio.run(list: ["run", "fal-ai/flux/dev", "prompt=a cat"] + options)
    #expect(run.code == 64 && run.output.isEmpty && run.error.contains(options[0]), "\(run.error)")
    #expect(studio.calls == 0)
  }
}

import FalCore
import Foundation
import TestSupport
import Testing

@Suite("Files of other systems")
struct ForeignFileTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func run(_ words: String..., environment: [String: String] = [:]) async -> FalkitProcess.Result {
    await Falkit.run(
      list: words,
      environment: ["FALKIT_HOME": folder.path + "/home"].merging(environment) { $1 }
    )
  }

  @Test("A mark of byte order and ends of lines of Windows are no part of prompts, JSON Lines, keys and variables")
  func windows() async throws {
    let mark = "\u{FEFF}"
    try folder.write(mark + "hello\r\nworld\r\n", to: "prompt.txt")
    let prompt = await run(
      "run",
      "fal-ai/flux/dev",
      "prompt:@\(folder.path)/prompt.txt",
      "--dry-run",
      "--json"
    )
    #expect(try prompt.json()["input"]["prompt"] == "hello\nworld\n")
    try folder.write(mark + "{\"prompt\": \"a\"}\r\n\r\n{\"prompt\": \"b\"}\r\n", to: "lines.jsonl")
    try folder.write(mark + "prompt,seed\r\n\"a\r\nb\",1\r\nc,2\r\n", to: "rows.csv")
    for name in ["lines.jsonl", "rows.csv"] {
      let batch = await run("batch", "fal-ai/flux/dev", folder.path + "/" + name, "--dry-run")
      #expect(batch.code == 0 && batch.error.contains("2 lines could be sent"), "\(batch.error)")
    }
    try folder.write(mark + "0123456789ab:0123456789abcdef0123456789abcdef\r\n", to: "key")
    let plain = ["FAL_KEY": "0123456789ab:0123456789abcdef0123456789abcdef"]
    let fromFile = await run("doctor", "--offline", "--json", "--key-file", folder.path + "/key")
    let fromVariable = await run("doctor", "--offline", "--json", environment: plain)
    #expect(fromFile.code == fromVariable.code)
    #expect(!fromFile.output.contains("FEFF") && !fromFile.output.contains("\u{FEFF}"))
  }

  @Test("What is too large, a folder, or without an end is refused, and says so")
  func limits() async throws {
    let folder = await run("validate", "fal-ai/flux/dev", "-i", folder.path)
    #expect(folder.code == 66 && folder.error.contains("is a folder"))
    let endless = await run("validate", "fal-ai/flux/dev", "-i", "/dev/zero")
    #expect(endless.code == 65 && endless.error.contains("has more than 64 MB"))
    let key = await run("check-key", "--key-file", "/dev/zero")
    #expect(key.code == 77 && key.error.contains("/dev/zero has more than"))
    let missing = await run("validate", "fal-ai/flux/dev", "-i", "missing.json")
    #expect(missing.code == 66 && missing.error.contains("there is no file missing.json"))
  }

  @Test("Without a standard stream nothing is written into another file, and that it failed is told")
  func closedStreams() throws {
    let path = folder.path + "/out.json"
    let script = """
      "$0" models -l 1 --no-pager >&- 2> "$1"; echo $?; "$0" schema fal-ai/flux/dev --example >&- 2>&- <&-; echo $?
      "$0" validate fal-ai/flux/dev -i - <&- 2>> "$1"; echo $?
      """
    let shell = try ChildProcess.run(
      "/bin/sh",
      ["-c", script, FalkitProcess.executable.path, path],
      environment: FalkitProcess.environment(["FALKIT_HOME": folder.path + "/home"]),
      folder: folder.path
    )
    #expect(shell.output == "73\n73\n66\n", "\(shell.output)")
    #expect(try folder.text(of: "out.json").contains("cannot write to standard output: Bad file descriptor"))
  }
}

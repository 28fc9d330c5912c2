import FalCore
import FalEmulator
import FalRequests
import Foundation
import TestSupport
import Testing

@Suite("Where files are to go", .timeLimit(.minutes(10)))
struct DestinationTests {
  @Test("What cannot be done is refused before anything is sent")
  func early() async throws {
    let studio = try Studio()
    for (options, word) in [
      (["-o", "a.png/x.png"], "is a file"), (["-o", "/proc/1/x/y.png"], "nothing can be written"),
      (["-o", "-", "num_images=2"], "takes one file"),
    ] {
      let run = try await studio.run(list: ["run", "fal-ai/flux/dev", "prompt=a", "-d"] + options)
      #expect([64, 73].contains(run.code) && run.error.contains(word), "\(options): \(run.error)")
    }
    try studio.folder.write("{\"prompt\":\"a\"}\n", to: "lines.jsonl")
    #expect(try await studio.run("batch", "fal-ai/flux/dev", "lines.jsonl", "-o", "a.png/").code == 73)
    #expect(studio.calls == 0)
  }

  @Test("A large file that is to stand in the input is warned of, and what would happen is said")
  func inline() async throws {
    let studio = try Studio()
    try Data(SamplePicture.png(width: 64, height: 64) + [UInt8](repeating: 0, count: 9 << 20))
      .write(to: URL(fileURLWithPath: studio.folder.path + "/big.png"))
    let words = ["run", Studio.model, "prompt=a", "image_url=@big.png", "--dry-run"]
    let run = try await studio.run(list: words + ["--inline"])
    #expect(run.code == 0 && run.error.contains("9 MB") && run.error.contains("would stand in it"), "\(run.error)")
    #expect(try await !studio.run(list: words).error.contains("MB"))
    try studio.folder.write("prompt\na\nb\n", to: "lines.csv")
    let batch = try await studio.run("batch", Studio.model, "lines.csv", "image_url=@big.png", "--inline", "--dry-run")
    #expect(batch.error.contains("9 MB") && batch.error.contains("in 1 other line"), "\(batch.error)")
  }

  @Test("A picture under the name of another format is saved, with a warning")
  func wrongEnding() async throws {
    let studio = try Studio()
    let run = try await studio.run("run", "fal-ai/flux/dev", "prompt=a", "-o", "x.jpg")
    #expect(run.code == 0 && run.error.contains("x.jpg is image/png"), "\(run.error)")
    #expect(try await !studio.run("run", "fal-ai/flux/dev", "prompt=b", "-o", "y.png").error.contains("warning"))
  }

  @Test(
    "A file that is larger than allowed is not saved, and nothing of it stays; without a limit it is",
    arguments: [true, false]
  )
  func maxDownload(isInline: Bool) async throws {
    let studio = try Studio { _, files in
      let content = Gallery.png + [UInt8](repeating: 0, count: 300_000)
      let url =
        isInline
        ? "data:image/png;base64," + Data(content).base64EncodedString()
        : files.add("p.png", contentType: "image/png") { content }
      return ["images": [["url": .string(url), "content_type": "image/png"]]]
    }
    let words = ["run", "fal-ai/flux/dev", "prompt=a", "-o", "out/"]
    let run = try await studio.run(list: words + ["--max-download", "100KB"])
    #expect([3, 73].contains(run.code) && run.error.contains("more than 102400 bytes"), "\(run.error)")
    let left = try studio.bytes(in: "out")
    #expect(left == 0)
    #expect(try await studio.run("download", "@last", "-o", "out/").code == 0)
    #expect(try await studio.run("download", "@last", "-o", "b/", "--max-download", "1x").code == 64)
  }
}

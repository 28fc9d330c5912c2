import FalCore
import FalEmulator
import FalRequests
import Foundation
import TestSupport
import Testing

@Suite("falkit batch", .timeLimit(.minutes(10)))
struct BatchTests {
  private static let model = "fal-ai/flux/dev"

  private func lines(_ studio: Studio, _ seventh: String, to name: String = "lines.jsonl") throws {
    let lines = (1...20).map { $0 == 7 ? seventh : "{\"prompt\":\"cat \($0)\"}" }
    try studio.folder.write(lines.joined(separator: "\n") + "\n", to: name)
  }

  @Test("Of 20 lines the 7th is wrong: nothing is sent, and its number is named")
  func wrongLine() async throws {
    let studio = try Studio()
    for wrong in [#"{"promt":"x"}"#, #"{"prompt":"x","num_images":99}"#, "[]", "{", #"{"prompt":"x","prompt":"y"}"#] {
      try lines(studio, wrong)
      let run = try await studio.run("batch", Self.model, "lines.jsonl")
      #expect(run.code == 65 && run.output.isEmpty && run.error.contains("line 7"), "\(run.error)")
      let json = try await studio.run("batch", Self.model, "lines.jsonl", "--json")
      let issues = try json.errorJSON()["error"]["issues"].array ?? []
      #expect(json.code == 65 && json.output.isEmpty)
      #expect(!issues.isEmpty && issues.allSatisfy { $0["field"].string?.hasPrefix("line 7") == true })
    }
    #expect(studio.emulator.statistics.received.isEmpty)
    #expect(try studio.names(in: "") == ["a.png", "lines.jsonl"])
  }

  @Test("fal refuses the 7th of 20 lines: 19 outcomes are completed, and --resume sends one")
  func refusedLine() async throws {
    let studio = try Studio()
    try lines(studio, #"{"prompt":"refuse 7"}"#)
    let run = try await studio.run("batch", Self.model, "lines.jsonl", "--json")
    #expect(run.code == 3 && run.lines.count == 20)
    #expect(studio.submits == 20)
    func outcomes(_ status: JSON) throws -> [Int] {
      let text = try studio.folder.text(of: "lines.jsonl.results.jsonl")
      let json = try text.split(separator: "\n").map { try JSON(parsing: String($0)) }
      return json.filter { $0["status"] == status }.compactMap { $0["line"].int }.sorted()
    }
    #expect(try outcomes("completed") == (1...20).filter { $0 != 7 })
    #expect(try outcomes("failed") == [7])
    #expect(try await studio.run("batch", Self.model, "lines.jsonl").code == 64)
    let resumed = try await studio.run("batch", Self.model, "lines.jsonl", "--resume", "--json")
    #expect(resumed.code == 3 && resumed.lines.count == 1)
    #expect(studio.submits == 21)
  }

  @Test("Two lines with the same input are two requests, whatever else is on its way", arguments: [[], ["--resume"]])
  func twins(options: [String]) async throws {
    let studio = try Studio()
    studio.holdWork()
    #expect(try await studio.run("submit", Self.model, "prompt=a cat").code == 0)
    try studio.folder.write("{\"prompt\":\"a cat\"}\n{\"prompt\":\"a cat\"}\n", to: "lines.jsonl")
    let batch = try studio.start(["batch", Self.model, "lines.jsonl"] + options)
    try await eventually("three requests") { studio.emulator.statistics.accepted == 3 }
    studio.letGo()
    #expect(try await batch.result().code == 0)
    #expect(studio.submits == 3)
  }

  @Test("A first failure ends a batch that is to end then; what was not sent is skipped, and sent with --resume")
  func failFast() async throws {
    let studio = try Studio()
    try studio.folder.write("{\"prompt\":\"refuse\"}\n{\"prompt\":\"b\"}\n{\"prompt\":\"c\"}\n", to: "lines.jsonl")
    let words = ["batch", Self.model, "lines.jsonl", "-n", "1", "--json"]
    let run = try await studio.run(list: words + ["--fail-fast"])
    let statuses = try run.lines.map { try JSON(parsing: $0)["status"] }
    #expect(run.code == 3 && statuses == ["failed", "skipped", "skipped"])
    #expect(studio.submits == 1)
    let resumed = try await studio.run(list: words + ["--resume"])
    #expect(resumed.code == 3 && studio.submits == 4)
  }

  @Test("A table in CSV is a batch, however its lines end; empty cells give nothing")
  func table() async throws {
    let studio = try Studio()
    let table = "\u{FEFF}prompt,num_images,seed\r\n\"a \"\"cat\"\",\nand a dog\",2,\r\n2024,,7\r\n"
    try studio.folder.write(table, to: "lines.csv")
    let run = try await studio.run("batch", Self.model, "lines.csv", "-n", "1", "--json")
    #expect(run.code == 0, "\(run.error)")
    let documents = try run.lines.map { try JSON(parsing: $0) }
    #expect(
      documents.map { $0["input"] } == [
        ["prompt": "a \"cat\",\nand a dog", "num_images": 2], ["prompt": "2024", "seed": 7],
      ]
    )
    #expect(documents.map { $0["line"] } == [2, 4])
  }

  @Test("A line never names a file of this machine")
  func foreignFiles() async throws {
    let studio = try Studio()
    let model = Studio.model
    for value in [
      "@a.png", "a.png", "\(studio.folder.path)/a.png", "@-", "@last", "@request:abcdef", "file:///etc/passwd",
    ] {
      try studio.folder.write("{\"prompt\":\"x\",\"image_url\":\"\(value)\"}\n", to: "lines.jsonl")
      try studio.folder.write("prompt,image_url\nx,\(value)\n", to: "lines.csv")
      for file in ["lines.jsonl", "lines.csv"] {
        let run = try await studio.run("batch", model, file, "--dry-run", "--json")
        #expect(run.code == 65, "\(file), \(value): \(run.output)")
        #expect(try run.errorJSON()["error"]["issues"][0]["rule"] == "not-a-media-reference")
      }
    }
    #expect(studio.emulator.statistics.received.isEmpty)
  }
}

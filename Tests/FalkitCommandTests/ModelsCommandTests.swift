import FalCatalog
import FalCore
import FalRegistry
import Foundation
import TestSupport
import Testing

@Suite("falkit models")
struct ModelsCommandTests {
  @Test("All models are listed, with what they need")
  func all() async throws {
    let result = await Falkit.run("models", "--json")
    #expect(result.code == 0 && result.error.isEmpty)
    let json = try result.json()
    let models = try #require(json["models"].array)
    let count = try EveryModel.count
    #expect(models.count == count && json["count"].int == count && json["total"].int == count)
    #expect(json["snapshot"]["source"] == "bundled")
    let flux = try #require(models.first { $0["endpoint_id"] == "fal-ai/flux/dev" })
    #expect(flux["required"] == ["prompt"] && flux["output_kinds"] == ["image"] && flux["category"] == "text-to-image")
    let ids = models.compactMap { $0["endpoint_id"].string }
    #expect(ids == ids.sorted() && Set(ids).count == ids.count)
  }

  @Test("In a pipe a line is endpoint, name and category; quiet, the endpoint alone")
  func plain() async throws {
    let result = await Falkit.run("models", "fal-ai/flux/*")
    #expect(result.lines.contains("fal-ai/flux/dev\tFLUX.1 [dev]\ttext-to-image"))
    #expect(!result.output.contains("\u{1B}"))
    let quiet = await Falkit.run("models", "fal-ai/flux/*", "-q")
    #expect(quiet.lines.contains("fal-ai/flux/dev") && quiet.lines.count == result.lines.count)
  }

  @Test(
    "Filters narrow the list",
    arguments: [
      (["--status", "deprecated"], 0), (["fal-ai/flux/dev"], 1), (["no/such*"], 0), (["-l", "3"], 3),
      (["-l3", "-q"], 3),
      (["--limit=3"], 3),
      (["--new-since", "2099-01-01"], 0),
    ]
  )
  func filters(arguments: [String], count: Int) async throws {
    let result = try await run(["models"] + arguments)
    #expect(result.code == 0)
    #expect(result.lines.count == count)
  }

  @Test("Categories and owners narrow the list, categories together widen it")
  func categories() async throws {
    let records = try FalCatalog.registry.records().filter { $0.status == .active }
    let wanted: Set = ["training", "llm"]
    let both = try await run(["models", "-c", "training", "-c", "llm"])
    #expect(both.lines.count == records.count { wanted.contains($0.category) })
    #expect(try await run(["models", "-c", "training"]).lines.count == records.count { $0.category == "training" })
    #expect(try await run(["models", "--owner", "bria"]).lines.count == records.count { $0.id.hasPrefix("bria/") })
  }

  @Test("Filters by field and kind hold for every row")
  func kinds() async throws {
    let json = try await run([
      "models", "--json", "--has-field", "seed", "--input-kind", "image", "--output-kind", "video",
    ])
    .json()
    let models = try #require(json["models"].array)
    #expect(models.count > 50)
    #expect(
      models.allSatisfy {
        $0["output_kinds"].array?.contains("video") == true && $0["media_inputs"].array?.isEmpty == false
      }
    )
  }

  @Test("The order can be chosen")
  func order() async throws {
    let newest = try await run(["models", "--json", "--sort", "newest"]).json()["models"].array ?? []
    let dates = newest.compactMap { $0["published_at"].string }
    #expect(dates == dates.sorted(by: >) && dates.count > 900)
    let names = try await run(["models", "--sort", "name"]).lines.map { $0.split(separator: "\t")[1].lowercased() }
    #expect(names == names.sorted())
  }

  @Test("Categories are listed with their counts")
  func narrowed() async throws {
    let lines = try await run(["models", "--categories"]).lines
    #expect(lines.first == "image-to-image\t384")
    #expect(try await run(["models", "fal-ai/whisper", "--categories"]).lines == ["speech-to-text\t1"])
    let json = try await run(["models", "--categories", "--json"]).json()
    let count = try EveryModel.count
    #expect(json["categories"].array?.compactMap { $0["count"].int }.reduce(0, +) == count)
  }

  @Test(
    "Wrong arguments are refused with a hint",
    arguments: [
      (["-l", "x"], "whole number"), (["-l"], "needs a value"), (["--status", "old"], "takes active"),
      (["--colour", "x"], "--color"),
      (["a", "b"], "unexpected argument 'b'"), (["--new-since", "yesterday"], "2026-01-31"),
      (["-c", "text-to-imag"], "text-to-image"),
      (["--has-field", "sed"], "seed"), (["--owner", "brai"], "bria"), (["--json=yes"], "takes no value"),
      (["-x"], "unknown option -x"),
      (["--sort", "id", "--sort", "name"], "2 times"),
    ]
  )
  func wrong(arguments: [String], message: String) async throws {
    let result = try await run(["models"] + arguments)
    #expect(result.code == 64 && result.output.isEmpty)
    #expect(result.error.hasPrefix("error: ") && result.error.contains(message), "\(result.error)")
  }

  @Test("On a terminal there is a table of 20 rows that fits, and a pager only when wanted")
  func terminal() throws {
    let shown = try FalkitProcess.runOnTerminal(
      "models",
      "--no-pager",
      environment: ["COLUMNS": "90", "NO_COLOR": "1"]
    )
    // How old the registry is depends on the day.
    let lines = shown.split(separator: "\n").filter { !$0.contains("days old") }
    #expect(lines.count == 22)
    #expect(lines[0].hasPrefix("ENDPOINT") && lines[0].contains("NEEDS"))
    #expect(lines.allSatisfy { $0.count <= 90 })
    let count = try EveryModel.count
    #expect(lines[21].hasPrefix("20 of \(count)"))
    let paged = try FalkitProcess.runOnTerminal(
      "models",
      environment: ["FALKIT_PAGER": "sed s/ENDPOINT/PAGED/", "NO_COLOR": "1"]
    )
    #expect(paged.contains("PAGED"))
    let missing = try FalkitProcess.runOnTerminal(
      "models",
      environment: ["FALKIT_PAGER": "no-such-pager-here", "NO_COLOR": "1"]
    )
    #expect(missing.contains("ENDPOINT"))
  }

  @Test("A reader that stops early ends falkit quietly")
  func brokenPipe() throws {
    let shell = try ChildProcess.run(
      "/bin/sh",
      ["-c", "'\(FalkitProcess.executable.path)' models | head -n 1 >/dev/null"]
    )
    #expect(shell.ending == .exited(0) && shell.error == "")
  }

  #if os(Linux)
    @Test("Output that cannot be written is an error")
    func fullDisk() throws {
      let falkit = try ChildProcess(FalkitProcess.executable.path, ["models"], output: .file("/dev/full"))
      #expect(falkit.wait() == .exited(73))
    }
  #endif

  private func run(_ arguments: [String]) async throws -> FalkitProcess.Result {
    await Falkit.run(list: arguments)
  }
}

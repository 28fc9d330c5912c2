import FalCore
import FalEmulator
import FalRequests
import Foundation
import TestSupport
import Testing

@Suite("Batches that ask the same", .timeLimit(.minutes(10)))
struct BatchTwinTests {
  private static let model = "fal-ai/flux/dev"

  private func studio(lines: Int = 6, concurrency: Int = 4) throws -> Studio {
    let studio = try Studio(concurrency: concurrency)
    try studio.folder.write((1...lines).map { "{\"prompt\":\"cat \($0)\"}\n" }.joined(), to: "lines.jsonl")
    return studio
  }

  private func words(_ results: String, _ more: String...) -> [String] {
    ["batch", Self.model, "lines.jsonl", "--results", results] + more
  }

  private func outcomes(_ studio: Studio, _ name: String) throws -> [JSON] {
    try studio.folder.text(of: name).split(separator: "\n").map { try JSON(parsing: String($0)) }
      .filter { $0["status"].string != nil }
  }

  @Test("Two at a time with results of their own send each line once, and both have all of them")
  func atOnce() async throws {
    let studio = try studio(lines: 30)
    studio.holdWork()
    let both = try ["a", "b"].map { try studio.start(words($0, "-n", "8")) }
    try await eventually("both have begun") { FileManager.default.fileExists(atPath: studio.folder.path + "/b") }
    studio.letGo()
    for batch in both { #expect(try await batch.result().code == 0) }
    #expect(studio.submits == 30)
    for name in ["a", "b"] {
      #expect(try outcomes(studio, name).compactMap { $0["line"].int }.sorted() == Array(1...30))
      #expect(try outcomes(studio, name).allSatisfy { $0["status"] == "completed" })
    }
  }

  @Test(
    "What is on its way is taken over, each request by one line; --force sends all the same",
    arguments: [false, true]
  )
  func onItsWay(forces: Bool) async throws {
    let studio = try Studio(concurrency: 8)
    // Twice the same in one batch are two requests, and two in the other, too.
    try studio.folder.write("{\"prompt\":\"x\"}\n{\"prompt\":\"x\"}\n{\"prompt\":\"y\"}\n", to: "lines.jsonl")
    studio.holdWork()
    let first = try studio.start(words("a"))
    try await eventually("all are sent") { studio.submits == 3 }
    let second = try studio.start(forces ? words("b", "--force") : words("b"))
    let other = forces ? 6 : 3
    try await eventually("the other has begun") { FileManager.default.fileExists(atPath: studio.folder.path + "/b") }
    if forces { try await eventually("and sends") { studio.submits == other } }
    studio.letGo()
    #expect(try await first.result().code == 0)
    let run = try await second.result()
    #expect(run.code == 0 && studio.submits == other)
    let ids = try outcomes(studio, "b").compactMap { $0["request_id"].string }
    #expect(Set(ids).count == 3)
    if !forces {
      #expect(run.error.contains("3 lines have a request of another batch"), "\(run.error)")
      #expect(try outcomes(studio, "b").allSatisfy { $0["taken_over"] == true })
    }
  }

  @Test("A lost file of outcomes sends nothing again; one that is still there does not stand in the way of new ones")
  func lostFile() async throws {
    let studio = try studio()
    #expect(try await studio.run(list: words("a")).code == 0)
    #expect(studio.submits == 6)
    // Somebody wants other pictures.
    #expect(try await studio.run(list: words("b")).code == 0)
    #expect(studio.submits == 12)
    try FileManager.default.removeItem(atPath: studio.folder.path + "/a")
    let ids = try outcomes(studio, "b").compactMap { $0["request_id"].string }
    let again = try await studio.run(list: words("c"))
    #expect(again.code == 0 && studio.submits == 12)
    // The requests of the lost file, not those that the other one has.
    #expect(Set(try outcomes(studio, "c").compactMap { $0["request_id"].string }).isDisjoint(with: ids))
    // Now they are in a file again.
    #expect(try await studio.run(list: words("d")).code == 0)
    #expect(studio.submits == 18)
    try FileManager.default.removeItem(atPath: studio.folder.path + "/c")
    #expect(try await studio.run(list: words("e", "--force")).code == 0)
    #expect(studio.submits == 24)
  }

  @Test("Of two with the same requests one loses its file: begun anew under the same name it has them all")
  func lostFileOfTwo() async throws {
    let studio = try studio(lines: 8)
    studio.holdWork()
    let both = try ["a", "b"].map { try studio.start(words($0, "-n", "4")) }
    try await eventually("both have begun") { FileManager.default.fileExists(atPath: studio.folder.path + "/b") }
    studio.letGo()
    for batch in both { #expect(try await batch.result().code == 0) }
    for name in ["a", "b"] {
      try FileManager.default.removeItem(atPath: studio.folder.path + "/" + name)
      #expect(try await studio.run(list: words(name, "--resume")).code == 0)
      #expect(studio.submits == 8)
    }
  }

  @Test("A batch that has taken requests over and is killed has them when it is resumed")
  func killedAfterwards() async throws {
    let studio = try studio(lines: 3)
    studio.holdWork()
    let first = try studio.start(words("a"))
    try await eventually("all are sent") { studio.submits == 3 }
    let second = try studio.start(words("b"))
    let register = studio.home.path + "/state/requests/.batches"
    try await eventually("all are taken over") {
      let files = try FileManager.default.contentsOfDirectory(atPath: register)
      let lines = try files.map { try String(contentsOfFile: "\(register)/\($0)", encoding: .utf8) }.joined()
      return lines.split(separator: "\n").count == 5
    }
    try await second.slay()
    studio.letGo()
    #expect(try await first.result().code == 0)
    // By now their outcomes are in the file of the first.
    #expect(try await studio.run(list: words("b", "--resume")).code == 0)
    #expect(studio.submits == 3)
    #expect(try outcomes(studio, "b").count == 3)
  }

  @Test("One of which nobody knows is sent by no other batch, unless the user says so")
  func unknown() async throws {
    let studio = try studio(lines: 2)
    studio.fail(.submit, .resetAfter)
    #expect(try await studio.run(list: words("a", "-n", "1")).code == 3)
    #expect(studio.submits == 2)
    for options in [["--force"], []] {
      let run = try await studio.run(list: words("b\(options.count)") + options + ["-n", "1"])
      #expect(run.code == 3 && run.error.contains("1 unknown"), "\(run.error)")
      #expect(run.error.contains("falkit adopt") && run.error.contains("--force-unknown"))
    }
    // The second line was sent as new each time: its outcome is in a file.
    #expect(studio.submits == 4)
    let hint = try await studio.run(list: words("b0", "--resume"))
    #expect(hint.code == 3 && studio.submits == 4)
    #expect(!hint.error.contains("--resume goes on"), "nothing else helps: \(hint.error)")
    #expect(try await studio.run(list: words("b0", "--resume", "--force-unknown")).code == 0)
    #expect(studio.submits == 5)
  }

  @Test("Ctrl-C cancels the requests of this batch, and not those of another, and says how many")
  func interrupt() async throws {
    let studio = try studio(lines: 2)
    studio.holdWork()
    let first = try studio.start(words("a", "-n", "1"))
    try await eventually("one is sent") { studio.submits == 1 }
    let second = try studio.start(words("b", "-n", "2"))
    try await eventually("the other is sent") { studio.submits == 2 }
    second.send(SIGINT)
    let run = try await second.result()
    #expect(run.error.contains("1 asked to stop") && run.error.contains("1 pending"), "\(run.error)")
    #expect(studio.received(.cancel) == 1)
    studio.letGo()
    #expect(try await first.result().code == 0)
    #expect(studio.submits == 3, "what was cancelled is sent by the other: it was not its request")
  }

  @Test("Lines with files are known by what is in the files, wherever they were uploaded to")
  func files() async throws {
    let studio = try Studio()
    try studio.folder.write("prompt,photo\na,a.png\nb,a.png\n", to: "lines.csv")
    let words = ["batch", Studio.model, "lines.csv", "image_url=@{photo}", "--results"]
    #expect(try await studio.run(list: words + ["a"]).code == 0)
    #expect(studio.submits == 2)
    try FileManager.default.removeItem(atPath: studio.folder.path + "/a")
    try? FileManager.default.removeItem(atPath: studio.home.path + "/cache")
    let again = try await studio.run(list: words + ["b"])
    #expect(again.code == 0 && studio.submits == 2, "\(again.error)")
    // Another content is another line.
    try Data(SamplePicture.png(width: 65, height: 64)).write(to: URL(fileURLWithPath: studio.folder.path + "/a.png"))
    try FileManager.default.removeItem(atPath: studio.folder.path + "/b")
    #expect(try await studio.run(list: words + ["c"]).code == 0)
    #expect(studio.submits == 4)
  }

  @Test("Files that could not be saved are told, in the exit code, too, and saved with --resume; nothing is sent again")
  func unsaved() async throws {
    let studio = try studio(lines: 2)
    studio.failAlways(.download, .status(404))
    let run = try await studio.run(list: words("a", "-d", "-o", "out/{line}.{ext}"))
    #expect(run.code == 3 && run.error.contains("2 with files that were not saved"), "\(run.error)")
    studio.letGo()
    #expect(try await studio.run(list: words("a", "-d", "-o", "out/{line}.{ext}", "--resume")).code == 0)
    #expect(try studio.names(in: "out") == ["1.png", "2.png"])
    #expect(studio.submits == 2)
  }

  @Test("An empty file of outcomes, as programs make them to have a name, is taken")
  func emptyFile() async throws {
    let studio = try studio(lines: 1)
    try studio.folder.write("", to: "a")
    #expect(try await studio.run(list: words("a")).code == 0)
    #expect(try outcomes(studio, "a").count == 1)
  }
}

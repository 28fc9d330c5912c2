import FalCore
import FalEmulator
import Foundation
import TestSupport
import Testing

@Suite("The file of a batch", .timeLimit(.minutes(10)))
struct BatchFileTests {
  private static let model = "fal-ai/flux/dev"

  /// The prompts of the lines of a batch, as they were sent.
  private func prompts(_ file: String, _ text: String, _ more: String...) async throws -> [JSON] {
    let studio = try Studio()
    try studio.folder.write(text, to: file)
    let run = try await studio.run(list: ["batch", Self.model, file, "-n", "1", "--json"] + more)
    #expect(run.code == 0, "\(run.error)")
    return try run.lines.map { try JSON(parsing: $0)["input"]["prompt"] }
  }

  @Test("Lines may be written in many ways")
  func formats() async throws {
    #expect(try await prompts("a.json", "[{\"prompt\":\"a\"},\n {\"prompt\":\"b\"}]") == ["a", "b"])
    #expect(try await prompts("a.json", "{\n  \"prompt\": \"a\"\n}\n") == ["a"])
    #expect(try await prompts("a.ndjson", "{\"prompt\":\"a\"}\r\n\r\n{\"prompt\":\"b\"}") == ["a", "b"])
    #expect(try await prompts("a.tsv", "prompt\tseed\na, b\t1\n\"c\td\"\t2\n") == ["a, b", "c\td"])
    #expect(try await prompts("a.csv", "prompt;seed\na, b;1\n") == ["a, b"])
    #expect(try await prompts("a.csv", "prompt\ta\n\n\"x, y\"\t\n", "-o", "{a}{line}.png") == ["x, y"])
    #expect(try await prompts("a.txt", "a {cat}\n\n {\"b\"\n", "--strict") == ["a {cat}", " {\"b\""])
    #expect(try await prompts("a", "a\nb\n", "--format", "text") == ["a", "b"])
  }

  @Test("What is none of them says what there is")
  func noFormat() async throws {
    let studio = try Studio()
    for (text, word) in [("a cat\n", "--format"), ("[1", "JSON array"), ("", "no lines"), ("[]", "no lines")] {
      try studio.folder.write(text, to: "a")
      let run = try await studio.run("batch", Self.model, "a", "--dry-run")
      #expect([64, 65].contains(run.code) && run.error.contains(word), "\(text): \(run.error)")
    }
    try studio.folder.write("a\n", to: "a.txt")
    let run = try await studio.run("batch", "fal-ai/birefnet", "a.txt", "--dry-run")
    #expect(run.code != 0 && run.error.contains("CSV"), "\(run.error)")
  }

  @Test("What is wrong with all lines in the same way is said once")
  func onceOnly() async throws {
    let studio = try Studio()
    try studio.folder.write("promt,prompt\n" + (1...20).map { "a,cat \($0)\n" }.joined(), to: "a.csv")
    let run = try await studio.run("batch", Self.model, "a.csv")
    #expect(run.code == 65 && run.error.contains("as in 19 other lines"), "\(run.error)")
    #expect(run.error.split(separator: "\n").count { $0.contains("promt") } <= 2)
    let warned = try await studio.run("batch", Self.model, "a.csv", "--allow-unknown", "--dry-run")
    #expect(warned.code == 0 && warned.error.split(separator: "\n").count { $0.contains("warning") } == 1)
  }

  @Test("Columns make inputs and names of files, and need not be inputs")
  func columns() async throws {
    let studio = try Studio()
    try studio.folder.write(
      "animal,name,prompt\ncat,../../Tom,\ndog,Rex & Co,\nfox,Ann,a fox of its own\n",
      to: "pets.csv"
    )
    let words = ["batch", Self.model, "pets.csv", "prompt=a {animal} {named}", "-n", "1"]
    let run = try await studio.run(list: words + ["-o", "out/{line}-{name}.{ext}", "--json"])
    #expect(run.code == 0, "\(run.error)")
    let inputs = try run.lines.map { try JSON(parsing: $0)["input"] }
    #expect(inputs == [["prompt": "a cat {named}"], ["prompt": "a dog {named}"], ["prompt": "a fox of its own"]])
    #expect(try studio.names(in: "out") == ["2-Tom.png", "3-Rex_Co.png", "4-Ann.png"])
    // Of which one is an input only if it is one.
    try studio.folder.write("prompt\nx\n", to: "own.csv")
    let unused = try await studio.run(list: words)
    #expect(unused.code == 65 && unused.error.contains("name"), "\(unused.error)")
    try studio.folder.write("animal,seed\ncat,1\n,2\n", to: "pets.csv")
    let missing = try await studio.run(list: words)
    #expect(missing.code == 65 && missing.error.contains("line 3: animal"), "\(missing.error)")
    let wrong = try await studio.run(list: words + ["-o", "{animl}.png"])
    #expect(wrong.code == 64 && wrong.error.contains("{animal}"), "\(wrong.error)")
    #expect(studio.submits == 3)
    let framed = try await studio.run(list: ["batch", Self.model, "own.csv", "prompt=a photo of {prompt}", "--json"])
    #expect(framed.code == 0, "\(framed.error)")
    #expect(try JSON(parsing: framed.output)["input"]["prompt"] == "a photo of x")
  }

  @Test("A name of which nobody says what it is contains the line")
  func standardName() async throws {
    let studio = try Studio()
    try studio.folder.write("a\nb\n\nc\n", to: "a.txt")
    #expect(try await studio.run("batch", Self.model, "a.txt", "-d", "-o", "out/").code == 0)
    let names = try studio.names(in: "out").map { $0.split(separator: "_").dropFirst(2).joined(separator: "_") }
    #expect(names.sorted() == ["1_1.png", "2_1.png", "4_1.png"])
  }

  @Test("Lines take files of the folder that the command line names, and no others")
  func files() async throws {
    let studio = try Studio()
    try studio.folder.write("x", to: "secret.png")
    let png = try Data(contentsOf: URL(fileURLWithPath: studio.folder.path + "/a.png"))
    try FileManager.default.createDirectory(atPath: studio.folder.path + "/pics", withIntermediateDirectories: true)
    for name in ["pics/a.png", "pics/b.png"] {
      try png.write(to: URL(fileURLWithPath: "\(studio.folder.path)/\(name)"))
    }
    try FileManager.default.createSymbolicLink(
      atPath: studio.folder.path + "/pics/link.png",
      withDestinationPath: studio.folder.path + "/secret.png"
    )
    func run(_ value: String, _ more: String...) async throws -> FalkitProcess.Result {
      try studio.folder.write("{\"prompt\":\"x\",\"image_url\":\"\(value)\"}\n", to: "lines.jsonl")
      return try await studio.run(list: ["batch", Studio.model, "lines.jsonl", "--dry-run"] + more)
    }
    for value in ["a.png", "@b.png", "pics/a.png", "\(studio.folder.path)/pics/b.png", "pics/../pics/a.png"] {
      let run = try await run(value, "--files", "pics")
      #expect(run.code == 0, "\(value): \(run.error)")
    }
    for value in ["secret.png", "../secret.png", "pics/link.png", "/etc/passwd", "@/etc/passwd", "@-", "@last"] {
      let run = try await run(value, "--files", "pics")
      #expect(run.code == 65, "\(value): \(run.output)")
    }
    let told = try await run("a.png")
    #expect(told.code == 65 && told.error.contains("--files DIR"), "\(told.error)")
    #expect(studio.calls == 0)
    try studio.folder.write("prompt,photo\nx,pics/a.png\ny,pics/b.png\n", to: "lines.csv")
    let sent = try await studio.run("batch", Studio.model, "lines.csv", "image_url=@{photo}", "--json", "-n", "1")
    #expect(sent.code == 0, "\(sent.error)")
    for line in sent.lines {
      #expect(try JSON(parsing: line)["input"]["image_url"].string?.hasPrefix("http") == true)
    }
    // The same content is uploaded once.
    #expect(studio.received(.upload) <= 1 && studio.submits == 2)
    try studio.folder.write("prompt,photo\nx,../../../etc/hostname\n", to: "lines.csv")
    #expect(try await studio.run("batch", Studio.model, "lines.csv", "image_url=@{photo}").code == 65)
  }

  @Test("Standard output is in the order of the lines, whatever ends first")
  func order() async throws {
    let slow = Gate(isOpen: false)
    let studio = try Studio { input, files in
      if input["prompt"] == "1" { slow.pass() }
      return ["output": .string("text \(input["prompt"].string ?? "")")]
    }
    // A model that waits would hold up the end of the studio.
    defer { withExtendedLifetime(studio) { slow.open() } }
    try studio.folder.write("1\n2\n3\n4\n", to: "a.txt")
    let batch = try studio.start(["batch", Self.model, "a.txt", "-n", "4"])
    let path = studio.folder.path + "/a.txt.results.jsonl"
    try await eventually("the others have ended") {
      (try? String(contentsOfFile: path, encoding: .utf8))?.split(separator: "\n").count == 4
    }
    slow.open()
    let run = try await batch.result()
    #expect(run.code == 0 && run.lines == ["text 1", "text 2", "text 3", "text 4"], "\(run.output)\(run.error)")
  }

  @Test("What a batch would cost is the sum of its lines, and nothing is sent")
  func estimate() async throws {
    let studio = try Studio()
    try studio.folder.write("prompt,num_images\na,1\nb,3\n", to: "a.csv")
    let run = try await studio.run("batch", Self.model, "a.csv", "--estimate", "--json")
    #expect(run.code == 0 && studio.submits == 0, "\(run.error)")
    #expect(try JSON(parsing: run.output)["requests"] == 2)
    #expect(try studio.names(in: "") == ["a.csv", "a.png"])
  }
}

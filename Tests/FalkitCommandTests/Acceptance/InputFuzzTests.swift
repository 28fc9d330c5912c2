import FalCatalog
import FalCore
import FalRegistry
import TestSupport
import Testing

@testable import FalRunner
@testable import FalkitCommand

@Suite("Random words and tables", .timeLimit(.minutes(5)))
struct InputFuzzTests {
  private static let pieces = [
    "run", "batch", "validate", "fal-ai/flux/dev", "prompt", "image_size", "loras", "elements", "image_urls", "=", ":=",
    ":@", "[", "]", "[]", "[0]", "[9999]", "[99999999999999999999]", ".", "--", "-", "-i", "-d", "-o", "@", "@-",
    "@last",
    "@request:", "{}", "{\"a\":[1,", "null", "true", "2024", "1e999", "é", "\u{0}", "\u{202E}", "\n", " ", "'", "\"",
    "%",
    "--prompt", "--no-validate", "--input", "--json", "=x", "a.b.c", "..", "[[", "a[0][0][0]", "~", "/dev/null",
  ]

  @Test("Random words never crash the parser of command lines, and no word is lost", arguments: 0..<20)
  func commandLines(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    let parser = CommandLineParser(commands: FalkitCommand.commands)
    for _ in 0..<200 {
      let words = (0..<Int.random(in: 0...8, using: &random)).map { _ in Self.word(&random) }
      let parsed = parser.parse(words)
      // What follows two hyphens is taken as it stands.
      let quoted = parser.parse(["run", "--"] + words)
      #expect(quoted.problems.isEmpty && quoted.arguments == words)
      #expect(parsed.arguments.count + parsed.path.count <= words.count)
    }
  }

  @Test("Random words become an input, or are refused", arguments: 0..<20)
  func inputs(seed: UInt64) async throws {
    var random = SeededRandom(seed: seed)
    let models = ["fal-ai/flux-lora", "fal-ai/kling-video/o3/pro/video-to-video/edit", "fal-ai/nano-banana-pro/edit"]
    let schemas = try models.map { id in
      try #require(try KnownModels(registry: FalCatalog.registry).registered(try EndpointID(id))).schema.input
    }
    for round in 0..<200 {
      let schema = schemas[round % schemas.count]
      var builder = InputBuilder(base: ModelInput(json: [:]), schema: schema, sources: nil)
      for _ in 0..<Int.random(in: 0...6, using: &random) {
        let text = ["prompt", "loras[0].scale", "elements[]", "image_urls", "image_size"].randomElement(using: &random)
        let start = Bool.random(using: &random) ? text ?? "" : ""
        guard let word = InputAssignment(start + Self.word(&random)) else { continue }
        try await builder.apply(word)
      }
      let input = builder.input
      #expect(input.files.isEmpty && input.json.object != nil)
      // What was put together can be written and read.
      #expect(try JSON(parsing: input.json.text()) == input.json)
    }
  }

  private static func word(_ random: inout SeededRandom) -> String {
    (0..<Int.random(in: 0...5, using: &random)).map { _ in
      pieces.randomElement(using: &random) ?? ""
    }.joined()
  }

  @Test("Random bytes never crash the reader of tables", arguments: 0..<20)
  func tables(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    let table = Array("a,b\r\n\"x, \"\"y\"\"\",z\n1,\"\n\"\r\n,\n".utf8)
    for _ in 0..<500 {
      let text = String(decoding: random.mutate(table), as: UTF8.self)
      guard let read = try? CSVTable(text, name: "x.csv") else { continue }
      #expect(read.rows.allSatisfy { $0.cells.count == read.heading.count })
    }
  }

  @Test("What is written as a table is read back", arguments: 0..<20)
  func written(seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    let letters = ["a", "\"", ",", "\n", "\r\n", "\r", " ", "é", "👍", "\u{FEFF}", ";", "\t"]
    let rows = (0..<6).map { row in
      (0..<3).map { column in
        let text = (0..<Int.random(in: 0...5, using: &random)).map { _ in letters.randomElement(using: &random) ?? "" }
        return row == 0 ? "column\(column)" : text.joined()
      }
    }
    let ending = ["\n", "\r\n", "\r"][Int(seed) % 3]
    let text = rows.map { row in
      row.map { "\"" + $0.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\"" }
        .joined(separator: ",")
    }.joined(separator: ending)
    let table = try CSVTable(text, name: "x.csv")
    #expect([table.heading] + table.rows.map(\.cells) == rows)
  }

  @Test(
    "A table that is none is refused with the line",
    arguments: [
      ("a,b\n1\n", "line 2: there are 1 cells, and 2"), ("a\n1,2\n", "line 2"),
      ("a\n\"x\n", "line 2: a quotation mark"),
      ("a\n\"x\"y\n", "line 2: there is text after"), ("a\n\"1\n2\"\n3,4\n", "line 4"),
    ]
  )
  func uneven(text: String, message: String) {
    #expect { try CSVTable(text, name: "x.csv") } throws: { error in
      guard let error = error as? RunError else { return false }
      return error.kind == .invalid && error.message.contains(message)
    }
  }
}

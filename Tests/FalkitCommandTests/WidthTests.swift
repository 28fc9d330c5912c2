import FalSystem
import TestSupport
import Testing

@testable import FalkitCommand

@Suite("Terminals of any width")
struct WidthTests {
  @Test("A table is made for any width, of any number of columns and any cells, and only its first column is not cut")
  func tables() {
    var random = SeededRandom(seed: 18)
    func text() -> String {
      String((0..<Int.random(in: 0...40, using: &random)).map { _ in "ab é猫-/".randomElement(using: &random) ?? "x" })
    }
    for width in 0...300 {
      let columns = Int.random(in: 1...7, using: &random)
      let heading = (0..<columns).map { _ in text() }
      let rows = (0..<Int.random(in: 0...5, using: &random)).map { _ in heading.map { _ in text() } }
      var leaveOut = Array(1..<max(1, columns)).shuffled(using: &random)
      leaveOut = Array(leaveOut.prefix(Int.random(in: 0...columns, using: &random)))
      let table = TextLayout.table(heading, rows, width: width, style: Style(isEnabled: false), leaveOut: leaveOut)
      let lines = table.split(separator: "\n", omittingEmptySubsequences: false)
      #expect(lines.count == rows.count + 1)
      for (line, cells) in zip(lines, [heading] + rows) { #expect(line.hasPrefix(cells[0])) }
    }
  }

  @Test(
    "Commands show their tables, texts and errors at every width",
    arguments: [
      ["models", "-c", "text-to-video", "-l", "3"], ["models", "-l", "2"], ["models", "--categories"],
      ["search", "cat", "-l", "2"], ["model-info", "fal-ai/flux/dev"],
      ["schema", "fal-ai/flux/dev", "--format", "table"],
      ["config", "list"], ["list"], ["registry", "status"], ["run", "--help"], ["run", "fal-ai/flux/dev"],
      ["validate", "fal-ai/flux/dev", "promt=x", "num_images=99"], ["nosuch"],
    ]
  )
  func commands(words: [String]) async throws {
    let folder = try TemporaryFolder()
    for width in [1, 2, 10] + Array(stride(from: 20, through: 300, by: 13)) {
      let environment = ["COLUMNS": "\(width)", "FALKIT_OUTPUT": "human", "FALKIT_HOME": folder.path]
      let run = await Falkit.run(list: words + ["--no-pager"], environment: environment)
      #expect(!run.output.isEmpty || !run.error.isEmpty)
    }
  }
}

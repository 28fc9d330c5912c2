import FalCore
import Foundation
import TestSupport
import Testing

@Suite("One value where it is quiet")
struct QuietTests {
  @Test(
    "-q prints the essential value and nothing else",
    arguments: [
      (["pricing", "fal-ai/flux/dev", "--local"], "0"), (["model-info", "fal-ai/flux/dev"], "fal-ai/flux/dev"),
      (["registry", "status"], "bundled"), (["models", "fal-ai/flux/dev"], "fal-ai/flux/dev"),
      (["search", "fal-ai/flux/dev", "-l", "1"], "fal-ai/flux/dev"),
      (["run", "fal-ai/flux/dev", "prompt=a", "--local"], "http://127.0.0.1"),
    ]
  )
  func oneValue(words: [String], beginning: String) async {
    let run = await Falkit.run(list: words + ["-q"])
    #expect(run.code == 0 && run.lines.count == 1 && run.output.hasPrefix(beginning), "\(run.output)\(run.error)")
    #expect(run.error.isEmpty)
  }
}

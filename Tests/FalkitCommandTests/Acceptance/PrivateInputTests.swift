import FalCore
import FalRequests
import Foundation
import TestSupport
import Testing

@Suite("Inputs that are not to be kept", .timeLimit(.minutes(10)))
struct PrivateInputTests {
  @Test("keep_inputs false: no file holds the prompt, and names of files come from it all the same")
  func nothingKept() async throws {
    let studio = try Studio()
    let config = studio.folder.path + "/config.json"
    try studio.folder.write("{\"keep_inputs\":false}", to: "config.json")
    let options = ["-d", "-o", "out/{prompt}-{seed}.{ext}", "--sidecar", "--config", config]
    let run = try await studio.run(list: ["run", "fal-ai/flux/dev", "prompt=zebra crossing", "seed=7"] + options)
    #expect(run.code == 0, "\(run.error)")
    try studio.folder.write("prompt\nzebra crossing\n", to: "lines.csv")
    #expect(try await studio.run(list: ["batch", "fal-ai/flux/dev", "lines.csv"] + options).code == 0)
    #expect(try studio.names(in: "out").contains("zebra-crossing-7.png"))
    for folder in [studio.home.path, studio.folder.path] {
      for case let name as String in FileManager.default.enumerator(atPath: folder) ?? .init() {
        guard let text = try? String(contentsOfFile: "\(folder)/\(name)", encoding: .utf8), name != "lines.csv" else {
          continue
        }
        // Files that were saved are named as the user wanted.
        let rest = text.replacing("zebra-crossing", with: "")
        #expect(!rest.contains("zebra"), "\(name): \(text)")
      }
    }
  }
}

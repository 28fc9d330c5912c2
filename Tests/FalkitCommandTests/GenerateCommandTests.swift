import FalCore
import Foundation
import TestSupport
import Testing

@Suite("falkit generate")
struct GenerateCommandTests {
  @Test("Types of the named models come out under the names of the modules")
  func models() async throws {
    let result = await Falkit.run("generate", "fal-ai/flux/dev", "fal-ai/whisper", "fal-ai/flux/dev")
    #expect(result.code == 0)
    for line in ["import FalCore", "struct ImagesOutput: HasImages {", "enum Whisper: FalEndpoint {"] {
      #expect(result.lines.filter { $0 == line }.count == 1, "\(line)")
    }
    #expect(result.output.contains("typealias OutputFormat = JPEGOrPNG"))
    let family = await Falkit.run("generate", "fal-ai/flux/*", "--access", "public")
    let stored = await Falkit.run("generate", "fal-ai/whisper", "--conform", "Codable", "--conform=Hashable")
    #expect(stored.output.contains("struct Input: FalInput, FalCodable, Hashable {"))
    #expect(await Falkit.run("generate", "fal-ai/whisper", "--conform", "Equatable").code == 64)
    #expect(family.lines.contains { $0.hasPrefix("public enum FluxSchnell: ") })
  }

  @Test("A file is written anew when falkit made it, and left alone when somebody else did")
  func files() async throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/Models.swift"
    #expect(await Falkit.run("generate", "fal-ai/flux/dev", "-o", path).code == 0)
    #expect(await Falkit.run("generate", "fal-ai/whisper", "-o", path).code == 0)
    #expect(try folder.text(of: "Models.swift").contains("enum Whisper: FalEndpoint {"))
    try folder.write("let precious = 1\n", to: "Models.swift")
    let refused = await Falkit.run("generate", "fal-ai/whisper", "-o", path)
    #expect(refused.code == 73 && refused.error.contains("was not made by falkit"))
    #expect(try folder.text(of: "Models.swift") == "let precious = 1\n")
  }

  @Test("What there is no type for is said", arguments: ["fal-ai/flx/dev", "fal-ai/no-such-*"])
  func missing(model: String) async throws {
    let result = await Falkit.run("generate", model)
    #expect(result.code == 66 && result.output.isEmpty && result.error.contains("falkit "))
  }
}

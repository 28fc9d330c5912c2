import FalCore
import FalImage
import FalVideo
import Foundation
import Testing

/// The code in README.md compiles and runs, because it stands here, too.
@Suite("README")
struct ReadmeTests {
  @Test("Typed inputs")
  func inputs() throws {
    let input = FluxDev.Input(prompt: "a lighthouse at dusk", imageSize: .landscape16x9, seed: 7, outputFormat: .png)
    print(FluxDev.id, input.json)
    // fal-ai/flux/dev {"prompt":"a lighthouse at dusk","image_size":"landscape_16_9","seed":7,"output_format":"png"}

    let edit = NanoBananaProEdit.Input(prompt: "as a watercolour", imageURLs: ["https://example.com/photo.png"])
    print(NanoBananaProEdit.id.base, edit.json)
    #expect(
      "\(FluxDev.id) \(input.json)"
        == #"fal-ai/flux/dev {"prompt":"a lighthouse at dusk","image_size":"landscape_16_9","seed":7,"output_format":"png"}"#
    )
  }

  @Test("Typed outputs")
  func outputs() throws {
    let answer = try JSON(parsing: #"{"video": {"url": "https://example.com/a.mp4"}, "seed": 7, "new": true}"#)
    let output = try LtxVideo.Output(json: answer)
    print(output.video.url, output.seed)

    do {
      _ = try LtxVideo.Output(json: ["video": ["url": 1], "seed": 7])
    } catch {
      print(error)  // video.url: expected a text, found the number 1
    }

    let coded = try JSONCoded<LtxVideo.Output>(json: answer)
    let data = try JSONEncoder().encode(coded)
    print(try JSONDecoder().decode(JSONCoded<LtxVideo.Output>.self, from: data) == coded)  // true
    #expect(try JSONDecoder().decode(JSONCoded<LtxVideo.Output>.self, from: data) == coded)
    let error = #expect(throws: OutputError.self) { try LtxVideo.Output(json: ["video": ["url": 1], "seed": 7]) }
    #expect(error?.description == "video.url: expected a text, found the number 1")
  }

  @Test("Addresses")
  func addresses() {
    let id: EndpointID = "fal-ai/flux/dev/image-to-image"
    let hosts = FalHosts()
    print(hosts.submitURL(of: id))  // https://queue.fal.run/fal-ai/flux/dev/image-to-image
    print(hosts.statusURL(of: id, request: "764cabcf"))  // https://queue.fal.run/fal-ai/flux/requests/764cabcf/status
    #expect(hosts.statusURL(of: id, request: "764cabcf").hasSuffix("/fal-ai/flux/requests/764cabcf/status"))
  }

  @Test("What README.md shows stands here or in the integration package")
  func readme() throws {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    func lines(_ path: String) throws -> [String] {
      try String(contentsOf: root.appendingPathComponent(path), encoding: .utf8).split(separator: "\n")
        // Formatting may move a comment; imports stand at the top.
        .map { $0.split(separator: " ").joined(separator: " ") }.filter { !$0.isEmpty && !$0.hasPrefix("import ") }
    }
    let places = try [
      "Tests/ModelTests/ReadmeTests.swift", "Integration/Package.swift", "Integration/Sources/UsesPlugin/falkit.json",
    ].map(lines)
    let readme = try String(contentsOf: root.appendingPathComponent("README.md"), encoding: .utf8)
    var count = 0
    for block in readme.components(separatedBy: "```swift\n").dropFirst()
      + readme.components(separatedBy: "```json\n").dropFirst()
    {
      let code = block.components(separatedBy: "```")[0].split(separator: "\n")
        .map { $0.split(separator: " ").joined(separator: " ") }.filter { !$0.isEmpty && !$0.hasPrefix("import ") }
      count += 1
      #expect(places.contains { $0.firstRange(of: code) != nil }, "\(code.joined(separator: "\n"))")
    }
    #expect(count == 6)
  }
}

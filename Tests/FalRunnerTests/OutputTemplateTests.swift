import FalCore
import Foundation
import TestSupport
import Testing

@testable import FalRunner

@Suite("Names of outputs")
struct OutputTemplateTests {
  private func values(_ file: ResultFile, _ change: (inout SaveContext) -> Void = { _ in }) -> OutputValues {
    var context = SaveContext(
      endpoint: "fal-ai/flux/dev",
      requestID: "764cabcf-b745-4b3e-ae38-1200304cf45b",
      input: ["prompt": .string("A cat, on the Moon! " + String(repeating: "x", count: 90)), "seed": 3],
      session: "night",
      date: Date(timeIntervalSince1970: 1_769_869_530)
    )
    change(&context)
    return OutputValues(context, result: ["seed": 761_506_470], file: file, index: 1, fileExtension: "png")
  }

  private let file = ResultFile(
    field: "images[1]",
    url: "https://v3.fal.media/files/b/x/moon.png",
    json: ["url": "https://v3.fal.media/files/b/x/moon.png", "file_name": "moon cat.png"]
  )

  @Test(
    "Placeholders",
    arguments: [
      ("{model}_{index}.{ext}", "fal-ai-flux-dev_2.png"), ("{endpoint}/{index0}", "fal-ai/flux/dev/1"),
      ("{request_id}-{short_id}", "764cabcf-b745-4b3e-ae38-1200304cf45b-764cabcf"),
      ("{field}-{name}.{ext}", "images-1-moon_cat.png"), ("{seed}{session}", "761506470night"),
      ("{prompt}", "a-cat-on-the-moon-xxxxxxxxxxxxxxxxxxxx"), ("plain.jpg", "plain.jpg"),
    ]
  )
  func placeholders(template: String, expected: String) throws {
    #expect(try OutputTemplate(template).path(values(file)) == expected)
  }

  @Test("Times are those of the submission, by the clock on the wall")
  func times() throws {
    let path = try OutputTemplate("{date} {time} {timestamp}").path(values(file)).split(separator: " ")
    #expect(path.count == 3 && path[0].count == 8 && path[1].count == 6 && path[2] == "\(path[0])T\(path[1])")
    #expect(path[1].hasSuffix("30"))
  }

  @Test(
    "Unknown placeholders are an error of usage that names the nearest",
    arguments: ["{modle}", "{", "a{x", "{}", ""]
  )
  func unknown(text: String) {
    let error = #expect(throws: RunError.self) { try OutputTemplate(text) }
    #expect(error?.kind == .usage)
    if text == "{modle}" { #expect(error?.suggestions.first == "{model}") }
  }

  @Test("A folder keeps the standard name inside it")
  func folders() throws {
    let folder = try TemporaryFolder()
    for text in ["new/", folder.path, folder.path + "/"] {
      let path = try OutputTemplate(text).path(values(file))
      let (front, name) = (path.prefix(text.count), path.dropFirst(text.count).drop { $0 == "/" })
      #expect(front == text && name.hasSuffix("_fal-ai-flux-dev_2.png") && !name.contains("/"))
    }
    #expect(try OutputTemplate("a{index}/", inFolders: .ofAddress).path(values(file)) == "a2/moon_cat.png")
  }

  @Test("What a server or a prompt says never leaves its place in the name", arguments: HostileNames.all)
  func hostile(text: String) throws {
    let file = ResultFile(field: text, url: "https://a.example/" + text, json: ["file_name": .string(text)])
    let values = values(file) {
      $0.session = text
      $0.requestID = text
      $0.input = ["prompt": .string(text)]
    }
    for placeholder in OutputPlaceholder.allCases where placeholder != .endpoint {
      let value = values[placeholder]
      #expect(!value.isEmpty && value.utf8.count <= 200 && !value.contains("/") && !value.contains("\\"))
      #expect(value.first != "." && value.first != "-" && value.last != "." && !value.contains(" "))
      #expect(value.unicodeScalars.allSatisfy { $0.value > 0x20 && $0.properties.generalCategory != .format })
      let stem = value.prefix { $0 != "." }.lowercased()
      #expect(!["con", "nul", "aux", "prn", "com9", "lpt1"].contains(stem))
    }
    let path = try OutputTemplate("out/{name}-{prompt}-{session}-{field}.{ext}").path(values)
    #expect(path.hasPrefix("out/") && path.hasSuffix(".png") && path.split(separator: "/").count == 2)
    #expect(path.split(separator: "/").allSatisfy { $0.utf8.count <= 200 })
  }

  @Test("Any bytes make a harmless name", arguments: 0..<300)
  func fuzz(seed: Int) {
    var random = SeededRandom(seed: UInt64(seed))
    let text = String(decoding: random.mutate(Array("../CON.x\u{0}\u{1B}[2J/-é\u{202E}.png".utf8)), as: UTF8.self)
    guard let part = SafeName.part(text) else { return }
    #expect(!part.contains("/") && part.first != "." && part.first != "-" && part.utf8.count <= SafeName.longest + 1)
    #expect(part.unicodeScalars.allSatisfy { $0.value > 0x20 })
  }
}

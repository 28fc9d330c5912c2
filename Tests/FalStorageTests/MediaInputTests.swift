import FalCore
import FalEmulator
import FalStorage
import Foundation
import TestSupport
import Testing

@Suite("Files in inputs", .timeLimit(.minutes(2)))
struct MediaInputTests {
  @Test("A file is uploaded before the input is sent, typed and untyped")
  func typedAndUntyped() async throws {
    let fal = try LocalFal()
    let folder = try TemporaryFolder()
    try folder.write("GIF89a", to: "a.gif")
    let path = folder.path + "/a.gif"
    let typed = try await fal.client.subscribe(to: Echo.self, input: Echo.Input(prompt: "x", image: .file(path)))
    let url = try #require(typed.output.echo["image_url"].string)
    #expect(try await UploadTests.content(at: url).bytes == Array("GIF89a".utf8))
    let untyped = try await fal.client.run(
      "acme/echo",
      input: ["image_url": .file(path), "list": [["data": .data(Data("GIF89a".utf8))], "https://example.com/x.png"]]
    )
    let echo = untyped.output["echo"]
    for url in [echo["image_url"], echo["list"][0]["data"]] {
      let content = try await UploadTests.content(at: try #require(url.string))
      #expect(content.type == "image/gif" && content.bytes == Array("GIF89a".utf8))
    }
    #expect(echo["list"][1] == "https://example.com/x.png")
  }

  @Test("A file that stands in several places is uploaded once")
  func once() async throws {
    let fal = try LocalFal()
    let folder = try TemporaryFolder()
    try folder.write("x", to: "a.txt")
    let path = folder.path + "/a.txt"
    let same = MediaInput.data([1, 2])
    var named = UploadOptions()
    named.name = "other.txt"
    let result = try await fal.client.run(
      "acme/echo",
      input: [
        "a": .file(path), "b": [.file(path), .media(.file(URL(fileURLWithPath: path)))], "c": .media(same),
        "d": .media(same), "e": .file(path, options: named),
      ]
    )
    let echo = result.output["echo"]
    #expect(echo["a"] == echo["b"][0] && echo["a"] == echo["b"][1] && echo["c"] == echo["d"] && echo["a"] != echo["e"])
    #expect(fal.emulator.statistics.received[.upload] == 3)
  }

  @Test("When a file is missing nothing is submitted, and the error names the file")
  func missing() async throws {
    let fal = try LocalFal()
    let error = await falError {
      _ = try await fal.client.submit(to: "acme/echo", input: ["image_url": .file("/nowhere/a.png"), "b": .data([1])])
    }
    #expect(error?.kind == .file && error?.message.contains("/nowhere/a.png") == true)
    #expect(fal.emulator.statistics.accepted == 0)
  }

  @Test("Addresses on the web are used as they are")
  func webAddress() throws {
    let url = try #require(URL(string: "https://example.com/a.png"))
    #expect(MediaInput.file(url).url == "https://example.com/a.png")
  }
}

import FalCore
import FalEmulator
import FalStorage
import Foundation
import TestSupport
import Testing

@Suite("Inputs without a type")
struct InputValueTests {
  /// An input with a file in a list in an object.
  private struct Scene: FalInput {
    var files: [MediaInput]
    var strength = 0.5

    func write(to writer: inout InputWriter) {
      writer.mediaList("files", files)
      writer.number("strength", strength)
    }
  }

  private func sent(_ input: InputValue) async throws -> (echo: JSON, uploads: Int) {
    let fal = try LocalFal()
    defer { fal.emulator.stop() }
    let echo = try await fal.client.run("acme/echo", input: input).output["echo"]
    return (echo, fal.emulator.statistics.received[.upload] ?? 0)
  }

  @Test("Members are set one by one, at any depth, and what stood there before is gone")
  func members() async throws {
    var input: InputValue = ["prompt": "a cat", "seed": 7, "image_url": .data([1])]
    input["image_url"] = .data([2], options: UploadOptions(name: "two.bin"))
    input["control"]["strength"] = 0.5
    input["prompt"] = InputValue("a dog")
    input["seed"]["no object yet"] = true
    #expect(input["control"] == ["strength": 0.5] && input["nothing"] == .json(.null))
    #expect(input.description.contains(#""image_url":"two.bin""#))
    let (echo, uploads) = try await sent(input)
    #expect(uploads == 1 && echo["image_url"].string?.hasSuffix("two.bin") == true)
    #expect(echo["prompt"] == "a dog" && echo["seed"] == ["no object yet": true] && echo["control"]["strength"] == 0.5)
  }

  @Test("A typed input keeps its files, and takes members that its type does not know")
  func typed() async throws {
    let image = MediaInput.data([1, 2, 3])
    var input = InputValue(Scene(files: [image, "https://example.com/a.png", image]))
    input["brand_new"] = ["deep": [.media(image)]]
    let (echo, uploads) = try await sent(input)
    #expect(uploads == 1 && echo["files"][1] == "https://example.com/a.png" && echo["strength"] == 0.5)
    #expect(echo["files"][0] == echo["files"][2] && echo["files"][0] == echo["brand_new"]["deep"][0])
    let part = try await sent(["only": input["files"]])
    #expect(part.uploads == 1 && part.echo["only"][1] == "https://example.com/a.png")
  }

  @Test("A text is never taken for a file")
  func texts() async throws {
    var input: InputValue = ["a": .file("/tmp/x")]
    input["a"] = "/tmp/x"
    input["b"] = .json(.string(InputValue.media(.file("/tmp/x")).description))
    let (echo, uploads) = try await sent(input)
    #expect(uploads == 0 && echo["a"] == "/tmp/x")
  }

  @Test("A number that JSON cannot express is an error also inside of one, until another takes its place")
  func unwritable() async throws {
    for number in [Double.nan, .infinity] {
      let inner = InputValue(Scene(files: [], strength: number))
      let error = await falError { _ = try await sent(["scene": inner]) }
      #expect(error?.kind == .invalidInput && error?.message.contains("strength is") == true)
      #expect(inner != InputValue(Scene(files: [], strength: 1)) && inner["strength"] != .json(.null))
      #expect(throws: EncodingError.self) { try JSONEncoder().encode(inner) }
      #expect(throws: EncodingError.self) { try JSONEncoder().encode(JSONCoded(Scene(files: [], strength: number))) }
      var mended: InputValue = ["scene": inner]
      mended["scene"]["strength"] = 1
      #expect(try await sent(mended).echo["scene"] == ["files": [], "strength": 1])
    }
  }

  @Test("A file of this machine is no address, and its place is told nobody")
  func localAddresses() async throws {
    let url = try #require(URL(string: "file:///tmp/secret/a.png"))
    for media in [MediaInput.url(url), .url("FILE:/tmp/secret/a.png"), .file("/tmp/secret/a.png"), .file(url)] {
      let scene = Scene(files: [media])
      #expect(scene.json["files"][0] == "(a.png, not uploaded)")
      #expect(throws: EncodingError.self) { try JSONEncoder().encode(InputValue(scene)) }
      #expect(throws: EncodingError.self) { try JSONEncoder().encode(media) }
    }
    let error = await falError { _ = try await sent(InputValue(Scene(files: [.url(url)]))) }
    #expect(error?.kind == .invalidInput && error?.message.contains("give it as .file") == true)
  }

  @Test("What is nested too deep is refused, and ends no program", arguments: [129, 500, 5_000])
  func deep(levels: Int) async throws {
    var json: JSON = 1
    var value: InputValue = .data([1])
    for _ in 0..<levels { (json, value) = (["x": json], ["x": value]) }
    for input in [InputValue.json(json), value, [value, .data([2])]] {
      let error = await falError { _ = try await sent(input) }
      #expect(error?.kind == .invalidInput && error?.message.contains("nested") == true)
      #expect(throws: EncodingError.self) { try JSONEncoder().encode(input) }
    }
    #expect(throws: EncodingError.self) { try JSONEncoder().encode(json) }
  }
}

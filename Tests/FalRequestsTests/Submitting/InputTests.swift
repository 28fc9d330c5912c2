import FalCore
import TestSupport
import Testing

@testable import FalRequests

@Suite("Inputs in records", .timeLimit(.minutes(10)))
struct InputTests {
  @Test("Data URIs are kept, up to a length from which only what they were is")
  func dataURIs() async throws {
    let shop = try Workshop()
    let small: JSON = ["image_url": .string("data:image/png;base64," + String(repeating: "A", count: 100_000))]
    let kept = try await shop.store.submit(to: "acme/echo", input: .json(small))
    #expect(kept.inputKept == .whole)
    #expect(try shop.store.input(of: kept.id) == small)
    let uri = "data:image/png;base64," + String(repeating: "A", count: 5000)
    let large: JSON = ["prompt": "x", "images": [.string(uri), "https://example.com/a.png"]]
    #expect(InputKept.part(of: large, upTo: 10_000) == (large, .whole))
    let (input, share) = InputKept.part(of: large, upTo: 1000)
    #expect(share == .abridged && input?["prompt"] == "x" && input?["images"][1] == "https://example.com/a.png")
    #expect(input?["images"][0]["content_type"] == "image/png")
    #expect(input?["images"][0]["bytes"] == .number(JSONNumber(uri.utf8.count)))
    let long: JSON = ["text": .string(String(repeating: "B", count: 2000)), "image": .string(uri)]
    #expect(InputKept.part(of: long, upTo: 1000) == (nil, .none))
  }

  @Test("Who does not want inputs kept finds nothing of them in the folder")
  func privateInputs() async throws {
    let shop = try Workshop()
    var notes = RequestNotes()
    notes.keepsInput = false
    let record = try await shop.submit("a cat", notes: notes)
    #expect(record.inputKept == .none && record.label == nil)
    #expect(try shop.store.input(of: record.id) == nil)
    #expect(try !shop.text(of: record.id).contains("cat"))
    // The model repeats it.
    _ = try await shop.store.wait(for: record.id)
    #expect(try shop.store.result(of: record.id)?["echo"]["prompt"] == "")
    #expect(try !shop.text(of: record.id).contains("cat"))
  }

  @Test("What a result repeats of an input is told from what it says")
  func echoes() throws {
    let input: JSON = ["prompt": "png", "list": ["a", "b"], "n": 1]
    let echoes = try #require(InputEchoes(json: InputEchoes(of: input).json))
    let result: JSON = [
      "prompt": "png", "format": "png", "list": ["a", "c"], "text": "a", "n": 1, "x": ["prompt": "other"],
    ]
    let kept: JSON = [
      "prompt": "", "format": "png", "list": ["", "c"], "text": "a", "n": 1, "x": ["prompt": "other"],
    ]
    #expect(echoes.removed(from: result) == kept)
    #expect(!InputEchoes(of: input).json.text(.compact).contains("png"))
  }

  @Test("The deepest input and result that can be read can be kept")
  func depth() async throws {
    let shop = try Workshop()
    // The result holds the input, one level deeper.
    let list =
      String(repeating: "[", count: JSON.maximumDepth - 2) + String(repeating: "]", count: JSON.maximumDepth - 2)
    let input = try JSON(parsing: #"{"a":\#(list)}"#)
    let record = try await shop.store.submit(to: "acme/echo", input: .json(input))
    let ended = try await shop.store.wait(for: record.id)
    #expect(ended.state == .completed)
    #expect(try shop.store.input(of: record.id) == input)
    #expect(try shop.store.result(of: record.id)?["echo"] == input)
  }
}

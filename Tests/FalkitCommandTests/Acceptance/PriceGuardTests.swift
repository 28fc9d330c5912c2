import FalCore
import FalEmulator
import Foundation
import TestSupport
import Testing

@Suite("What a run may cost", .timeLimit(.minutes(5)))
struct PriceGuardTests {
  /// A model that is priced by the megapixel, and one priced by the time that it takes.
  private static let known = ["run", "fal-ai/flux/dev", "prompt=x", "image_size=square_hd", "num_images=2"]
  private static let unknown = ["run", "fal-ai/flux-lora-fast-training", "images_data_url=https://example.com/a.zip"]

  private func cost(_ studio: Studio, _ words: [String]) async throws -> JSON {
    let run = try await studio.run(list: words + ["--estimate", "--json"])
    #expect(run.code == 0, "\(run.error)")
    return try run.json()
  }

  @Test("An estimate is shown, and nothing is sent")
  func estimate() async throws {
    let studio = try Studio()
    let json = try await cost(studio, Self.known)
    let unit = try #require(Double(json["unit_price"].string ?? ""))
    // Two pictures of a little more than a megapixel, which count as two each.
    #expect(json["cost"].string.flatMap(Double.init) == unit * 4)
    #expect(json["currency"] == "USD")
    #expect(try await cost(studio, Self.unknown)["cost"] == .null)
    let words = try await studio.run(list: Self.unknown + ["--estimate"])
    #expect(words.output.contains("unknown before the run"))
    #expect(studio.submits == 0 && studio.received(.upload) == 0)
  }

  @Test("What costs more than is allowed is refused, and nothing is uploaded or sent")
  func limit() async throws {
    let studio = try Studio()
    let cost = try #require(try await cost(studio, Self.known)["cost"].string)
    let refused = try await studio.run(list: Self.known + ["--max-cost", "0.0001", "--json"])
    #expect(refused.code == 65 && refused.output.isEmpty)
    #expect(try refused.errorJSON()["error"]["message"].string?.contains(cost) == true)
    let edit = ["run", Studio.model, "prompt=x", "image_url=@a.png", "--max-cost", "0.0001"]
    #expect(try await studio.run(list: edit).code == 65)
    #expect(studio.submits == 0 && studio.received(.upload) == 0)
    #expect(try await studio.run(list: Self.known + ["--max-cost", cost]).code == 0)
    #expect(studio.submits == 1)
    for wrong in ["", "x", "-1", "1e3x"] {
      #expect(try await studio.run(list: Self.known + ["--max-cost", wrong]).code == 64, "\(wrong)")
    }
  }

  @Test("What nobody can estimate is refused with a limit, unless that is allowed")
  func unknown() async throws {
    let studio = try Studio()
    let refused = try await studio.run(list: Self.unknown + ["--max-cost", "1000"])
    #expect(refused.code == 65 && refused.error.contains("--allow-unknown-cost"))
    #expect(studio.submits == 0)
    #expect(try await studio.run(list: Self.unknown + ["--max-cost", "1000", "--allow-unknown-cost"]).code == 0)
    // Without an answer about the price nothing is sent either.
    studio.fail(.pricing, .status(403), .status(403), .status(403), .status(403), .status(403))
    #expect(try await studio.run(list: Self.known + ["--max-cost", "1000"]).code != 0)
    #expect(studio.submits == 1)
  }

  @Test("The limit of a batch is for all lines together")
  func batch() async throws {
    let studio = try Studio()
    let one = try #require(try await cost(studio, Self.known)["cost"].string.flatMap(Double.init))
    try studio.folder.write((1...3).map { "{\"seed\":\($0)}\n" }.joined(), to: "lines.jsonl")
    let words = ["batch", "fal-ai/flux/dev", "lines.jsonl"] + Self.known.dropFirst(2)
    #expect(try await studio.run(list: words + ["--max-cost", "\(one * 2)"]).code == 65)
    #expect(studio.submits == 0)
    #expect(try await studio.run(list: words + ["--max-cost", "\(one * 3.5)"]).code == 0)
    #expect(studio.submits == 3)
  }
}

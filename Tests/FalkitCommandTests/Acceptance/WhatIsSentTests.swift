import FalCore
import FalEmulator
import Foundation
import TestSupport
import Testing

@Suite("What a run sends", .timeLimit(.minutes(5)))
struct WhatIsSentTests {
  private static let kling = "fal-ai/kling-video/o3/pro/video-to-video/edit"

  /// A fal whose models return their input.
  private func studio() throws -> Studio { try Studio { input, _ in ["echo": input] } }

  @Test("A prompt of 2024, true or null is text", arguments: ["2024", "true", "null", "1e5", "[]"])
  func text(prompt: String) async throws {
    let studio = try studio()
    let run = try await studio.run("run", "fal-ai/flux/dev", "prompt=\(prompt)", "--json")
    #expect(try run.json()["result"]["echo"] == ["prompt": .string(prompt)])
  }

  @Test("One file for a list of images is a list of one address; with --inline of one data URI")
  func oneImage() async throws {
    let studio = try studio()
    let words = ["run", "fal-ai/nano-banana-pro/edit", "prompt=abc", "image_urls=@a.png", "--json"]
    let document = try await studio.run(list: words).json()
    let urls = document["result"]["echo"]["image_urls"].array ?? []
    #expect(urls.count == 1 && urls[0].string?.hasPrefix(studio.emulator.hosts.cdn) == true)
    #expect(document["uploads"][0]["source"] == "a.png" && document["uploads"][0]["url"] == urls.first)
    let inline = try await studio.run(list: words + ["--inline"]).json()
    #expect(inline["result"]["echo"]["image_urls"][0].string?.hasPrefix("data:image/png;base64,") == true)
    #expect(studio.received(.upload) == 1)
  }

  @Test("Nothing is sent when the prompt speaks of an image that is not there")
  func reference() async throws {
    let studio = try studio()
    let words = ["run", Self.kling, "prompt=@Image2 in the style of @Video1", "image_urls=@a.png"]
    let run = try await studio.run(list: words + ["video_url=https://example.com/v.mp4", "--json"])
    #expect(run.code == 65 && run.output.isEmpty)
    let issues = try run.errorJSON()["error"]["issues"].array ?? []
    #expect(issues.contains { $0["rule"] == "reference-out-of-range" && $0["field"] == "prompt" })
    #expect(studio.emulator.statistics.received.isEmpty)
  }

  @Test("Nothing is sent when there are more images and elements than the model takes together")
  func combined() async throws {
    let studio = try studio()
    let images = (1...5).map { "image_urls=https://example.com/\($0).png" }
    let words = ["run", Self.kling, "prompt=@Video1 @Element1", "video_url=https://example.com/v.mp4", "--json"]
    let element = "elements[0].frontal_image_url=https://example.com/e.png"
    let run = try await studio.run(list: words + images + [element])
    #expect(run.code == 65)
    #expect(try run.errorJSON()["error"]["issues"].array?.contains { $0["rule"] == "combined-limit" } == true)
    #expect(studio.emulator.statistics.received.isEmpty)
  }

  static let videos: [(SampleMovie, Bool, String)] = [
    (SampleMovie(seconds: 2), false, "media-duration"), (SampleMovie(seconds: 12), false, "media-duration"),
    (SampleMovie(width: 640, height: 360), false, "media-dimensions"), (SampleMovie(), true, "media-kind"),
  ]

  @Test("Nothing is sent of a video that is too short, too long, too small or a .webm", arguments: videos)
  func video(movie: SampleMovie, isWebM: Bool, rule: String) async throws {
    let studio = try studio()
    let bytes = isWebM ? movie.webm : movie.mp4
    try Data(bytes).write(to: URL(fileURLWithPath: studio.folder.path + "/v.mp4"))
    let run = try await studio.run("run", Self.kling, "prompt=@Video1", "video_url=@v.mp4", "--json")
    #expect(run.code == 65)
    let issues = try run.errorJSON()["error"]["issues"].array ?? []
    #expect(issues.contains { $0["rule"] == .string(rule) && $0["field"] == "video_url" }, "\(run.error)")
    #expect(studio.emulator.statistics.received.isEmpty)
  }

  @Test("Models can be searched, described and checked without a network and without a key")
  func offline() async throws {
    let trap = try RecordingServer { _ in (500, [:]) }
    defer { trap.stop() }
    let names = ["QUEUE", "RUN", "REST", "PLATFORM", "CDN"].map { ("FALKIT_\($0)_URL", trap.address) }
    let environment = Dictionary(uniqueKeysWithValues: names).merging(["FALKIT_OFFLINE": "1"]) { $1 }
    for words in [
      ["search", "flux"], ["models", "-l", "1"], ["model-info", "fal-ai/flux/dev"], ["schema", "fal-ai/flux/dev"],
      ["validate", "fal-ai/flux/dev", "prompt=x"], ["run", "fal-ai/flux/dev", "prompt=x", "--dry-run"],
    ] {
      let run = await Falkit.run(list: words, environment: environment)
      #expect(run.code == 0, "\(words): \(run.error)")
    }
    let run = await Falkit.run("run", "fal-ai/flux/dev", "prompt=x", environment: environment)
    #expect(run.code == 69 && trap.requests.isEmpty)
  }
}

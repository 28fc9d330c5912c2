import FalCore
import Testing

@Suite("What outputs have")
struct AbilityTests {
  /// What a program writes that does not care which model made the pictures.
  private func addresses(_ output: some HasImages) -> [String] { output.imageFiles.map(\.url) }

  /// A file with a description of its own.
  private struct Scored: FalFile {
    let url: String
    let score: Double

    init(from reader: inout OutputReader) {
      url = reader.string("url")
      score = reader.number("score")
    }
  }

  @Test("An output that is a file has itself")
  func file() {
    #expect(addresses(ImageFile(url: "a")) == ["a"])
    #expect(VideoFile(url: "a").videoFiles == [VideoFile(url: "a")])
    #expect(AudioFile(url: "a").audioFiles == [AudioFile(url: "a")])
  }

  @Test("Any file can be taken as one of another kind")
  func conversion() throws {
    let scored = try Scored(json: ["url": "a", "score": 0.5])
    #expect(scored.contentType == nil && scored.fileName == nil && scored.fileSize == nil)
    #expect(ImageFile(scored) == ImageFile(url: "a"))
    let file = MediaFile(url: "a", contentType: "video/mp4", fileName: "a.mp4", fileSize: 7)
    #expect(VideoFile(file) == VideoFile(url: "a", contentType: "video/mp4", fileName: "a.mp4", fileSize: 7))
    #expect(MediaFile(AudioFile(url: "a", fileSize: 7)) == MediaFile(url: "a", fileSize: 7))
  }

  @Test("A mock has what is given, and harmless values for the rest")
  func mock() {
    let scored = Scored.mock(["url": "a", "unknown": true])
    #expect(scored.url == "a" && scored.score == 0)
    #expect(Scored.mock().url.isEmpty && Scored.mock("text").url.isEmpty)
  }
}

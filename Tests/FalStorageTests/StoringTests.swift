import FalCore
import FalStorage
import Foundation
import Testing

@Suite("Storing what is written by hand")
struct StoringTests {
  private func stored<Value: Codable>(_ value: Value) throws -> (value: Value, json: JSON) {
    let data = try JSONEncoder().encode(value)
    return (try JSONDecoder().decode(Value.self, from: data), try JSON(parsing: data))
  }

  @Test("Files are stored under the service's names, and read again")
  func files() throws {
    let image = ImageFile(url: "u", contentType: "image/png", fileSize: 7, width: 64)
    #expect(try stored(image).value == image)
    #expect(try stored(image).json == ["url": "u", "content_type": "image/png", "file_size": 7, "width": 64])
    #expect(try ImageFile(json: try stored(image).json) == image && image.id == "u")
    let clip = VideoFile(url: "u", duration: 1.5, frameCount: 24)
    #expect(try VideoFile(json: try stored(clip).json) == clip)
    let sound = AudioFile(url: "u", sampleRate: 48_000, bitrate: "192k")
    #expect(try AudioFile(json: try stored(sound).json) == sound)
    let file = MediaFile(url: "u", fileName: "a.zip", fileData: "eA==")
    #expect(try MediaFile(json: try stored(file).json) == file)
  }

  @Test(
    "Sizes are stored as the service writes them",
    arguments: [ImageSize.landscape16x9, .init(width: 64, height: 32)]
  )
  func sizes(size: ImageSize) throws {
    #expect(try stored(size).value == size && stored(size).json == size.json)
    #expect(throws: DecodingError.self) { try JSONDecoder().decode(ImageSize.self, from: Data("[1]".utf8)) }
  }

  @Test("An address of an input is stored; a path never is")
  func inputs() throws {
    #expect(try stored(MediaInput.url("https://example.com/a")).json == "https://example.com/a")
    #expect(throws: EncodingError.self) { try JSONEncoder().encode(MediaInput.file("/tmp/secret.png")) }
  }

  private struct Edit: FalInput {
    var image: MediaInput
    var prompt = "a cat"

    func write(to writer: inout InputWriter) {
      writer.media("image_url", image)
      writer.string("prompt", prompt)
    }
  }

  @Test("A stored input is read without its type; one with a file that has no address yet is not stored")
  func wholeInputs() throws {
    let coded = JSONCoded(Edit(image: "https://example.com/a"))
    let read = try JSONDecoder().decode(InputValue.self, from: try JSONEncoder().encode(coded))
    #expect(read == InputValue(coded.value) && read.json == ["image_url": "https://example.com/a", "prompt": "a cat"])
    let pending = Edit(image: .file("/tmp/secret.png"))
    #expect(throws: EncodingError.self) { try JSONEncoder().encode(JSONCoded(pending)) }
    #expect(throws: EncodingError.self) { try JSONEncoder().encode(["deep": InputValue(pending)]) }
    // Named alike, and not the same.
    #expect(JSONCoded(Edit(image: .data([1]))) != JSONCoded(Edit(image: .data([2]))))
  }

  @Test("A status is stored as fal sent it")
  func status() throws {
    let data = Data(#"{"status": "IN_QUEUE", "queue_position": 3, "more": true}"#.utf8)
    let status = try JSONDecoder().decode(QueueStatus.self, from: data)
    #expect(status.phase == .inQueue && status.queuePosition == 3)
    #expect(try stored(status).json == JSON(parsing: data))
    #expect(throws: DecodingError.self) { try JSONDecoder().decode(QueueStatus.self, from: Data("{}".utf8)) }
  }
}

import FalCore
import FalRegistry
import TestSupport
import Testing

@testable import FalEmulator

@Suite("Files of models")
struct MadeFilesTests {
  private let local: LocalModel

  init() throws {
    local = try LocalModel.shared.get()
  }

  static let pictures: [(EndpointID, JSON, Int, Int, String)] = [
    ("fal-ai/flux/dev", ["prompt": "a"], 1024, 768, "jpeg"),
    ("fal-ai/flux/dev", ["prompt": "a", "image_size": "square", "output_format": "png"], 512, 512, "png"),
    ("fal-ai/flux/dev", ["prompt": "a", "image_size": ["width": 40, "height": 24]], 40, 24, "jpeg"),
    ("fal-ai/fast-sdxl", ["prompt": "a", "format": "png", "image_size": ["width": 8, "height": 9]], 8, 9, "png"),
    ("fal-ai/nano-banana-pro", ["prompt": "a cat", "aspect_ratio": "16:9"], 1360, 765, "png"),
  ]

  @Test("Pictures have the size and the format asked for", arguments: pictures)
  func picture(endpoint: EndpointID, input: JSON, width: Int, height: Int, format: String) throws {
    let (output, bytes) = try local.output(endpoint, input)
    let picture = output["images"][0]
    let file = try #require(bytes(picture))
    if format == "png" {
      let read = try PNGReader(file)
      #expect((read.width, read.height) == (width, height))
    } else {
      #expect(try Self.jpegSize(file) == [width, height])
    }
    #expect(picture["content_type"].string == "image/\(format)")
    #expect(picture["url"].string?.hasSuffix(".\(format)") == true)
    for (name, side) in [("width", width), ("height", height)] where !picture[name].isNull {
      #expect(picture[name].int == side)
    }
  }

  /// The size in the header of a JPEG file; reading all pixels takes too long for large ones.
  private static func jpegSize(_ file: [UInt8]) throws -> [Int] {
    let start = try #require(file.indices.dropLast(8).first { file[$0] == 0xFF && file[$0 + 1] == 0xC0 })
    func number(_ position: Int) -> Int { Int(file[position]) << 8 | Int(file[position + 1]) }
    return [number(start + 7), number(start + 5)]
  }

  @Test("Pictures come in the output itself when it is asked to wait for them")
  func inline() throws {
    let input: JSON = [
      "prompt": "a", "sync_mode": true, "output_format": "png", "image_size": ["width": 8, "height": 8],
    ]
    let address = try #require(try local.output("fal-ai/flux/dev", input).json["images"][0]["url"].string)
    #expect(address.hasPrefix("data:image/png;base64,iVBORw0KGgo"))
  }

  @Test("Clips have the length and shape asked for, with sound when it is wanted", arguments: [true, false])
  func clip(hasSound: Bool) throws {
    var model = local.model
    model.longestSide = 64
    let files = LocalModel.files()
    let input: JSON = [
      "prompt": "a", "duration": "4s", "aspect_ratio": "9:16", "generate_audio": .bool(hasSound),
    ]
    let output = try model.output(of: "fal-ai/veo3.1", input: input, files: files)
    #expect(output["video"]["content_type"] == "video/quicktime")
    let address = try #require(output["video"]["url"].string)
    let file = try #require(files.file(atAddress: address))
    let movie = try Movie(file.bytes)
    #expect(movie.tracks.count == (hasSound ? 2 : 1))
    let frames = try movie.samples(ofTrack: 0)
    #expect(frames.count == 4 * 24)
    #expect(try Self.jpegSize(frames[0]) == [36, 64])
  }

  @Test("Sounds have the length asked for")
  func sound() throws {
    let (output, bytes) = try local.output("fal-ai/stable-audio", ["prompt": "a", "seconds_total": 3])
    #expect(output["audio_file"]["content_type"] == "audio/wav")
    let file = try #require(bytes(output["audio_file"]))
    #expect(file.starts(with: "RIFF".utf8) && file.count == 44 + 3 * 44_100 * 2)
  }

  @Test("3D models and weights are files of their format")
  func others() throws {
    let (output, bytes) = try local.output("fal-ai/trellis", ["image_url": "https://example.com/a.png"])
    #expect(bytes(output["model_mesh"])?.starts(with: "glTF".utf8) == true)
    let data: JSON = ["images_data_url": "https://example.com/a.zip"]
    let (training, files) = try local.output("fal-ai/flux-lora-fast-training", data)
    #expect(files(training["diffusers_lora_file"]) == [2, 0, 0, 0, 0, 0, 0, 0] + Array("{}".utf8))
    let config = try #require(files(training["config_file"]))
    #expect(try JSON(parsing: config).object != nil)
  }

  @Test(
    "A format that cannot be made is refused where it is asked for",
    arguments: [
      ("fal-ai/nano-banana-pro", ["prompt": "cat", "output_format": "webp"], ["body", "output_format"], "jpeg, png"),
      (
        "fal-ai/elevenlabs/sound-effects/v2", ["text": "a", "output_format": "mp3_44100_128"],
        ["body", "output_format"], "leave it out"
      ),
      (
        "fal-ai/minimax/speech-2.6-hd", ["prompt": "a", "audio_setting": ["format": "flac"]],
        ["body", "audio_setting", "format"], "leave it out"
      ),
    ] as [(EndpointID, JSON, JSON, String)]
  )
  func otherFormat(endpoint: EndpointID, input: JSON, location: JSON, hint: String) throws {
    let failure = try #require(local.failure(endpoint, input))
    let issue = failure.body["detail"][0]
    #expect(failure.status == 422 && issue["type"] == "feature_not_supported" && issue["loc"] == location)
    #expect(issue["msg"].string?.contains(hint) == true)
  }

  @Test("Where such a format is only the default, another is made")
  func otherDefault() throws {
    let output = try local.output("fal-ai/elevenlabs/sound-effects/v2", ["text": "a"]).json
    #expect(output["audio"]["content_type"] == "audio/wav" && output["audio"]["file_name"] == "audio.wav")
  }

  @Test("An address that was not given leads to no file")
  func noFile() {
    let files = LocalModel.files()
    let address = files.add("a b.png", contentType: "image/png") { [1] }
    #expect(address.hasSuffix("/a%20b.png") && files.file(atAddress: address)?.bytes == [1])
    #expect(files.file(atAddress: address + "x") == nil && files.file(atAddress: "https://example.com/a.png") == nil)
  }
}

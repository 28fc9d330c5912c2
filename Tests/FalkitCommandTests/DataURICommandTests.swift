import FalCore
import FalStorage
import Foundation
import TestSupport
import Testing

@Suite("falkit to-data-uri and video-to-uri")
struct DataURICommandTests {
  /// A folder with a file in it.
  private static func folder(_ name: String, _ bytes: [UInt8]) throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try Data(bytes).write(to: URL(fileURLWithPath: folder.path + "/" + name))
    return folder
  }

  private static let picture = SamplePicture.png(width: 3, height: 2)

  // MARK: - to-data-uri

  @Test("A file becomes a data URI of the type that its content says")
  func file() throws {
    let folder = try Self.folder("cat.jpg", Self.picture)
    let result = try FalkitProcess.run("to-data-uri", "cat.jpg", folder: folder.path)
    #expect(result.code == 0)
    let uri = try #require(DataURI(String(result.output.dropLast())))
    #expect(uri == DataURI(contentType: "image/png", bytes: Self.picture))
    #expect(result.error == "image/png, \(Self.picture.count) B\n")
    let quiet = try FalkitProcess.run("to-data-uri", "-q", "cat.jpg", folder: folder.path)
    #expect(quiet.output == result.output && quiet.error.isEmpty)
  }

  @Test("Content of any length is written in parts without a seam", arguments: [0, 1, 786_431, 786_432, 786_433])
  func parts(length: Int) throws {
    let bytes = (0..<length).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    let folder = try Self.folder("data.bin", bytes)
    let result = try FalkitProcess.run("to-data-uri", "data.bin", "--content-type", "a/b", folder: folder.path)
    #expect(result.output == "data:a/b;base64,\(Data(bytes).base64EncodedString())\n")
  }

  @Test("Standard input, and a type that is given")
  func standardInput() async throws {
    let result = await Falkit.run("to-data-uri", "-", "--content-type=text/plain;charset=utf-8", input: "héllo")
    #expect(result.output == "data:text/plain;charset=utf-8;base64,aMOpbGxv\n" && result.code == 0)
    #expect(await Falkit.run("to-data-uri", "-", input: "<svg/>").output.hasPrefix("data:image/svg+xml;base64,"))
  }

  @Test("As JSON")
  func json() throws {
    let folder = try Self.folder("a.png", Self.picture)
    let result = try FalkitProcess.run("to-data-uri", "--json", "a.png", folder: folder.path)
    let json = try result.json()
    #expect(json["source"] == "a.png" && json["content_type"] == "image/png" && json["warnings"] == [])
    #expect(json["bytes"].int == Self.picture.count)
    #expect(json["uri"].string.flatMap(DataURI.init)?.bytes == Self.picture)
    #expect(result.error.isEmpty)
  }

  @Test("Too large files are refused, large ones come with a warning, and --force takes any")
  func sizes() async throws {
    let folder = try Self.folder("a.bin", Array(repeating: 7, count: 8 << 20 | 1))
    func run(_ options: String...) throws -> FalkitProcess.Result {
      try FalkitProcess.run(list: ["to-data-uri", "a.bin"] + options, folder: folder.path)
    }
    let large = try run()
    #expect(large.code == 0 && large.error.contains("warning: 8.4 MB are much for a data URI"))
    let refused = try run("--max-bytes", "8MB")
    #expect(refused.code == 65 && refused.output.isEmpty)
    #expect(refused.error.contains("a.bin has 8388609 bytes, and a data URI may hold 8388608"))
    #expect(refused.error.contains("falkit upload a.bin"))
    #expect(try run("--max-bytes", "8MB", "--force").code == 0)
    #expect(try run("--json").json()["warnings"].array?.count == 1)
    let input = await Falkit.run("to-data-uri", "-", "--max-bytes", "3", input: "four")
    #expect(input.code == 65 && input.error.contains("standard input has more than 3 bytes"))
    #expect(await Falkit.run("to-data-uri", "-", "--max-bytes", "4", input: "four").code == 0)
    // Nothing but the directory entry of the file is needed for that.
    let sparse = folder.path + "/sparse"
    #expect(FileManager.default.createFile(atPath: sparse, contents: nil))
    #expect(truncate(sparse, off_t(200 << 20 | 1)) == 0)
    #expect(await Falkit.run("to-data-uri", sparse).code == 65)
  }

  @Test("Input without an end is not read to the end")
  func endless() throws {
    let script = "yes | '\(FalkitProcess.executable.path)' to-data-uri - --max-bytes 1MB"
    #expect(try ChildProcess("/bin/sh", ["-c", script]).wait() == .exited(65))
  }

  @Test(
    "What cannot be read is not found, and what is wrongly written is refused",
    arguments: [
      (["to-data-uri", "nothing.png"], 66, "nothing.png cannot be read"), (["to-data-uri", "."], 66, "it is a folder"),
      (["to-data-uri", "/dev/zero"], 66, "it is no ordinary file"), (["to-data-uri"], 64, "FILE is missing"),
      (["to-data-uri", "-", "--max-bytes", "much"], 64, "--max-bytes takes a size"),
      (["to-data-uri", "-", "--content-type", "png"], 64, "--content-type takes a media type"),
      (["to-data-uri", "-", "--content-type", "a/b,c"], 64, "--content-type takes a media type"),
      (["video-to-uri", "nothing.mp4"], 66, "nothing.mp4 cannot be read"),
      (["video-to-uri", "-"], 66, "cannot be read"),
      (["video-to-uri", "a.mp4", "--min-duration", "-3s"], 64, "--min-duration takes a time"),
      (["video-to-uri", "a.mp4", "--max-side", "2k"], 64, "--max-side takes a number of pixels"),
      (["video-to-uri", "a.mp4", "--check", "--force"], 64, "--force does not go with --check"),
      (["video-to-uri", "a.mp4", "--for", "fal-ai/nothing-like-it"], 66, "the registry has no model"),
      (["video-to-uri", "a.mp4", "--for", "fal-ai/flux/dev"], 64, "has no input for a video"),
      (
        ["video-to-uri", "a.mp4", "--for", "fal-ai/kling-video/o3/pro/video-to-video/edit:vido_url"], 64, "video_url"
      ),
    ] as [([String], Int32, String)]
  )
  func wrong(arguments: [String], code: Int32, message: String) async throws {
    let result = await Falkit.run(list: arguments)
    #expect(result.code == code && result.error.contains(message), "\(result)")
    #expect(result.output.isEmpty)
  }

  // MARK: - video-to-uri

  private static let edit = "fal-ai/kling-video/o3/pro/video-to-video/edit"

  @Test("A video that fits is written out, with its facts beside")
  func video() throws {
    let bytes = SampleMovie(width: 1920, height: 1080, seconds: 6.4, framesPerSecond: 25).mov
    let folder = try Self.folder("clip.mp4", bytes)
    let result = try FalkitProcess.run("video-to-uri", "clip.mp4", folder: folder.path)
    #expect(result.code == 0)
    #expect(DataURI(String(result.output.dropLast())) == DataURI(contentType: "video/quicktime", bytes: bytes))
    let facts = "clip.mp4   QuickTime, H.264   1920x1080   25 fps   6.4 s   \(bytes.count) B   ok\n"
    #expect(result.error == facts)
    let check = try FalkitProcess.run(
      "video-to-uri",
      "clip.mp4",
      "--check",
      "--for",
      Self.edit,
      environment: ["FALKIT_OUTPUT": "human"],
      folder: folder.path
    )
    #expect(check.output == facts && check.error.isEmpty && check.code == 0)
    let plain = try FalkitProcess.run("video-to-uri", "clip.mp4", "--check", folder: folder.path)
    #expect(plain.output.split(separator: "\t").count == 7)
  }

  @Test(
    "A video that does not fit is refused by its rule, with or without a model",
    arguments: [
      (SampleMovie(seconds: 2).mp4, "media-duration", "duration is 2 s, must be 3-10.05 s"),
      (SampleMovie(seconds: 12).mp4, "media-duration", "duration is 12 s, must be 3-10.05 s"),
      (SampleMovie(width: 640, height: 720).mov, "media-dimensions", "width is 640 px, must be 720-2160 px"),
      (SampleMovie().webm, "media-kind", "is a video (WebM), expected mp4 or mov"),
      (picture, "media-kind", "is a picture (PNG), expected mp4 or mov"),
      (Array("no video".utf8), "media-kind", "is no video, but text"),
      ([1, 2, 3], "media-kind", "is no video that falkit knows"),
    ] as [([UInt8], String, String)],
    [nil, edit, edit + ":video_url"]
  )
  func misfit(video: (bytes: [UInt8], rule: String, message: String), model: String?) throws {
    let folder = try Self.folder("clip.mp4", video.bytes)
    let target = model.map { ["--for", $0] } ?? []
    func run(_ options: String...) throws -> FalkitProcess.Result {
      try FalkitProcess.run(list: ["video-to-uri", "clip.mp4"] + target + options, folder: folder.path)
    }
    let refused = try run()
    #expect(refused.code == 65 && refused.output.isEmpty && refused.error.contains(video.message), "\(refused)")
    let json = try run("--json")
    #expect(try json.errorJSON()["error"]["issues"][0]["rule"].string == video.rule && json.output.isEmpty)
    let check = try run("--check", "--json")
    #expect(try check.json()["ok"] == false && check.json()["issues"][0]["rule"].string == video.rule)
    #expect(check.code == 65 && check.error.isEmpty)
    let forced = try run("--force")
    #expect(forced.code == 0 && DataURI(String(forced.output.dropLast()))?.bytes == video.bytes)
    #expect(forced.error.contains("warning: ") && forced.error.contains(video.message))
  }

  @Test("Options change the limits")
  func options() throws {
    let folder = try Self.folder("clip.mp4", SampleMovie(width: 320, height: 240, seconds: 2).mp4)
    func code(_ options: String...) throws -> Int32 {
      try FalkitProcess.run(list: ["video-to-uri", "clip.mp4", "--check"] + options, folder: folder.path).code
    }
    #expect(try code("--min-duration", "2s", "--min-side", "240") == 0)
    #expect(try code("--min-duration", "2001ms", "--min-side", "240") == 65)
    #expect(try code("--min-duration", "0", "--max-duration", "1.9s", "--min-side", "240") == 65)
    #expect(try code("--min-duration", "2s", "--min-side", "241") == 65)
    #expect(try code("--min-duration", "2s", "--min-side", "1", "--max-side", "319") == 65)
    #expect(try code("--min-duration", "2s", "--min-side", "240", "--max-bytes", "100") == 65)
  }

  @Test("As JSON, with the URI unless only the facts are asked for")
  func videoJSON() throws {
    let bytes = SampleMovie().mp4
    let folder = try Self.folder("clip.mp4", bytes)
    let json = try FalkitProcess.run("video-to-uri", "clip.mp4", "--json", folder: folder.path).json()
    #expect(json["ok"] == true && json["container"] == "mp4" && json["video_codec"] == "h264")
    #expect(json["width"] == 1280 && json["height"] == 720 && json["duration"] == 5 && json["audio_codec"] == .null)
    #expect(json["uri"].string.flatMap(DataURI.init)?.bytes == bytes)
    let check = try FalkitProcess.run("video-to-uri", "clip.mp4", "--json", "--check", folder: folder.path).json()
    #expect(check["uri"] == .null && check["media_type"] == "video/mp4")
  }

  @Test("Names of files bring no control characters to the terminal")
  func harmless() throws {
    let name = "a\u{1B}[31m.mp4"
    let folder = try Self.folder(name, SampleMovie().mp4)
    let result = try FalkitProcess.run("video-to-uri", name, "--check", folder: folder.path)
    #expect(result.code == 0 && !result.output.contains("\u{1B}"))
    #expect(try !FalkitProcess.run("to-data-uri", "b" + name, folder: folder.path).error.contains("\u{1B}"))
  }
}

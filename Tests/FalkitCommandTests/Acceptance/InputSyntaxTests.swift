import FalCore
import FalRequests
import Foundation
import TestSupport
import Testing

/// How inputs are written, as `validate --json` reads them.
@Suite("The syntax of inputs", .timeLimit(.minutes(5)))
struct InputSyntaxTests {
  private static let lora = "fal-ai/flux-lora"
  private static let edit = "fal-ai/nano-banana-pro/edit"
  private static let kling = "fal-ai/kling-video/o3/pro/video-to-video/edit"
  private static let url = "https://example.com/1.png"
  private let folder: TemporaryFolder

  private static func number(_ value: Double) -> JSON { JSONNumber(value).map(JSON.number) ?? .null }

  init() throws {
    folder = try TemporaryFolder()
    try Data(SamplePicture.png(width: 640, height: 480)).write(to: URL(fileURLWithPath: folder.path + "/a.png"))
    try Data(SampleMovie().mp4).write(to: URL(fileURLWithPath: folder.path + "/v.png"))
    try folder.write("a cat\non the moon\n", to: "prompt.txt")
  }

  private func validate(_ words: [String], input: String? = nil) throws -> FalkitProcess.Result {
    let environment = ["FALKIT_HOME": folder.path + "/home"]
    return try FalkitProcess.run(
      list: ["validate", "--json"] + words,
      environment: environment,
      input: input,
      folder: folder.path
    )
  }

  private func input(_ words: [String], input: String? = nil) throws -> JSON {
    let run = try validate(words, input: input)
    #expect(run.code == 0, "\(run.output)\(run.error)")
    return try run.json()["input"]
  }

  /// The rules that an input breaks, by its fields.
  private func issues(_ words: [String], input: String? = nil) throws -> [String: String] {
    let run = try validate(words, input: input)
    #expect(run.code == 65)
    let issues = try run.json()["issues"].array ?? []
    return Dictionary(issues.map { ($0["field"].string ?? "", $0["rule"].string ?? "") }) { $0 + "," + $1 }
  }

  static let rows: [([String], JSON)] = [
    (["prompt=2024"], ["prompt": "2024"]), (["prompt=true"], ["prompt": "true"]), (["prompt=null"], ["prompt": "null"]),
    (["prompt={\"a\":1}"], ["prompt": "{\"a\":1}"]), (["prompt=a=b:=c"], ["prompt": "a=b:=c"]),
    (["prompt:=\"x\\ny\""], ["prompt": "x\ny"]), (["prompt:@prompt.txt"], ["prompt": "a cat\non the moon\n"]),
    (["prompt=@prompt.txt"], ["prompt": "@prompt.txt"]), (["prompt=a.png"], ["prompt": "a.png"]),
    (
      ["prompt=x", "num_images=2", "seed=18446744073709551615"],
      ["prompt": "x", "num_images": 2, "seed": .number(JSONNumber(UInt64.max))]
    ),
    (
      ["prompt=x", "enable_safety_checker=no", "sync_mode=yes"],
      ["prompt": "x", "enable_safety_checker": false, "sync_mode": true]
    ),
    (["prompt=x", "guidance_scale=3.5"], ["prompt": "x", "guidance_scale": number(3.5)]),
    (["prompt=x", "image_size=square_hd"], ["prompt": "x", "image_size": "square_hd"]),
    (
      ["prompt=x", "image_size:={\"width\":640,\"height\":480}"],
      ["prompt": "x", "image_size": ["width": 640, "height": 480]]
    ),
    (
      ["prompt=x", "image_size.width=640", "image_size.height=480"],
      ["prompt": "x", "image_size": ["width": 640, "height": 480]]
    ),
    (
      ["prompt=x", "loras[0].path=p", "loras[0].scale=0.5"],
      ["prompt": "x", "loras": [["path": "p", "scale": number(0.5)]]]
    ),
    (["prompt=x", "loras=[{\"path\":\"p\"}]"], ["prompt": "x", "loras": [["path": "p"]]]),
    (["prompt=x", "loras=[]"], ["prompt": "x", "loras": []]),
    (["prompt=x", "loras:=[{\"path\":\"p\"}]"], ["prompt": "x", "loras": [["path": "p"]]]),
    (["--prompt", "x", "--num-images=2"], ["prompt": "x", "num_images": 2]),
    (["--prompt", "-q"], ["prompt": "-q"]), (["--prompt=--json"], ["prompt": "--json"]),
    (["--prompt", "--no-validate"], ["prompt": "--no-validate"]), (["--", "prompt=-x"], ["prompt": "-x"]),
  ]

  @Test("Each form means what it should", arguments: rows)
  func forms(words: [String], expected: JSON) throws {
    #expect(try input([Self.lora] + words) == expected)
    // The model may come after its inputs.
    if words.first != "--" { #expect(try input(words + [Self.lora]) == expected) }
  }

  static let lists: [([String], JSON)] = [
    (["image_urls=\(url)"], [.string(url)]), (["image_urls[]=\(url)", "image_urls[]=a.png"], [.string(url), "a.png"]),
    (["image_urls=\(url)", "image_urls=@a.png"], [.string(url), "a.png"]),
    (["image_urls[0]=\(url)"], [.string(url)]), (["image_urls:=[\"\(url)\"]"], [.string(url)]),
    (["--image-urls", url, "--image-urls", "a.png"], [.string(url), "a.png"]),
    (["-i", "{\"image_urls\":[\"https://example.com/0.png\"]}", "image_urls=\(url)"], [.string(url)]),
  ]

  @Test("A list takes its items one by one, and one is enough", arguments: lists)
  func items(words: [String], expected: JSON) throws {
    #expect(try input([Self.edit, "prompt=abc"] + words)["image_urls"] == expected)
  }

  @Test("A field deep inside takes files, too")
  func nested() throws {
    let words = [
      Self.kling, "prompt=@Element1 in @Video1", "video_url=https://example.com/v.mp4",
      "elements[0].frontal_image_url=@a.png", "elements[0].reference_image_urls[]=\(Self.url)",
    ]
    let expected: JSON = [["frontal_image_url": "a.png", "reference_image_urls": [.string(Self.url)]]]
    #expect(try input(words)["elements"] == expected)
    let dry = try FalkitProcess.run(list: ["run"] + words + ["--dry-run", "--json"], folder: folder.path)
    #expect(try dry.json()["files"] == [["field": "elements[0].frontal_image_url", "path": "a.png"]])
  }

  @Test("The base is a file, standard input or JSON, and words override it")
  func base() throws {
    try folder.write("{\"prompt\":\"x\",\"seed\":1,\"num_images\":2}", to: "base.json")
    let expected: JSON = ["prompt": "x", "seed": 7, "num_images": 2]
    #expect(try input([Self.lora, "-i", "base.json", "seed=7"]) == expected)
    #expect(try input([Self.lora, "seed=7", "--input=base.json"]) == expected)
    #expect(try input([Self.lora, "-i", "-", "seed=7"], input: folder.text(of: "base.json")) == expected)
    #expect(try input([Self.lora, "-i", " {\"prompt\":\"x\",\"seed\":1,\"num_images\":2}", "seed=7"]) == expected)
    for wrong in ["[]", "{", "{\"prompt\":1,\"prompt\":2}", "null"] {
      #expect(try validate([Self.lora, "-i", "-"], input: wrong).code == 65)
    }
    #expect(try validate([Self.lora, "-i", "no-such.json"]).code == 66)
    #expect(try validate([Self.lora, "-i"]).code == 64)
  }

  @Test("A file of this machine is never taken from a base", arguments: ["@a.png", "a.png", "@-", "@last", "./a.png"])
  func foreignFiles(value: String) throws {
    let base: JSON = ["prompt": "abc", "image_urls": [.string(value)]]
    #expect(try issues([Self.edit, "-i", base.text()]) == ["image_urls[0]": "not-a-media-reference"])
  }

  @Test("Media from standard input, sniffed or told; a file that is none, and one that is not there")
  func standardInput() throws {
    #expect(try input([Self.edit, "prompt=abc", "image_urls=@-"], input: "GIF89a")["image_urls"] == ["-"])
    #expect(try issues([Self.edit, "prompt=abc", "image_urls=@none.png"])["image_urls[0]"] != nil)
    let written = #"image_urls=["https://example.com/a.png", "none.png"]"#
    #expect(try issues([Self.edit, "prompt=abc", written]) == ["image_urls[1]": "not-a-media-reference"])
    #expect(try issues([Self.edit, "prompt=abc", "image_urls=none.png"])["image_urls[0]"] == "not-a-media-reference")
    #expect(try issues([Self.edit, "prompt=abc", "image_urls=@v.png"])["image_urls[0]"] == "media-kind")
    let twice = try validate([Self.edit, "prompt:@-", "image_urls=@-"], input: "abc")
    #expect(twice.code == 64)
  }

  @Test("The media of an earlier request, by its name and place")
  func earlierRequests() async throws {
    let studio = try Studio()
    #expect(try await studio.run("run", Studio.model, "prompt=a", "image_url=\(Self.url)").code == 0)
    let id = try #require(try await studio.record()?.requestID)
    for text in [
      "@last", "@request:\(id)", "@request:\(id.prefix(8)):images[0]", "@request:@last:images", "@last:images",
    ] {
      let run = try await studio.run("validate", Self.edit, "prompt=abc", "image_urls=\(text)", "--json")
      let urls = try run.json()["input"]["image_urls"].array ?? []
      #expect(urls.count == 1 && urls.first?.string?.hasSuffix("picture.png") == true, "\(text): \(run.output)")
    }
    for (text, code) in [("@request:abcdefgh", 66), ("@request:\(id):video", 66), ("@request:ab", 64)] {
      let run = try await studio.run("validate", Self.edit, "prompt=abc", "image_urls=\(text)", "--json")
      #expect(Int(run.code) == code && run.output.isEmpty, "\(text): \(run.error)")
    }
    studio.holdWork()
    #expect(try await studio.run("submit", Studio.model, "prompt=b", "image_url=\(Self.url)").code == 0)
    #expect(try await studio.run("validate", Self.edit, "prompt=abc", "image_urls=@last").code == 75)
  }

  @Test("All problems are told at once")
  func allProblems() async throws {
    let words = [
      "num_images=99", "seed=x", "image_size=huge", "promt=x", "guidance_scale:=[", "loras[0].scale=2",
      "output_format=jpeg", "output_format=png",
    ]
    let issues = try issues([Self.lora] + words)
    #expect(issues["num_images"] == "range" && issues["seed"] == "type" && issues["promt"] == "unknown-field")
    #expect(
      issues["prompt"] == "required" && issues["guidance_scale"] == "json" && issues["output_format"] == "repeated"
    )
    #expect(issues["loras[0].path"] == "required" && issues["image_size"] != nil, "\(issues)")
    let run = await Falkit.run(list: ["validate", Self.lora] + words)
    #expect(run.code == 65 && run.output.isEmpty && run.error.contains("problems with the input"))
  }

  @Test("An unknown name is compared with the model's inputs and with falkit's options")
  func unknownNames() async throws {
    let run = await Falkit.run("run", Self.lora, "prompt=x", "--num-image", "2", "--json")
    #expect(run.code == 65)
    #expect(try run.errorJSON()["error"]["suggestions"].array?.contains("num_images=") == true)
    let option = await Falkit.run("run", Self.lora, "prompt=x", "--timeot", "5", "--json")
    #expect(try option.errorJSON()["error"]["suggestions"].array?.contains("--timeout") == true)
    let flag = await Falkit.run("run", Self.lora, "prompt=x", "--overwrit", "--json")
    #expect(flag.code == 65 || flag.code == 64)
    #expect(flag.error.contains("--overwrite"))
  }

  @Test("How strict the check is can be chosen")
  func strictness() async throws {
    let unknown = [Self.lora, "prompt=x", "surprise=1"]
    #expect(try issues(unknown) == ["surprise": "unknown-field"])
    let allowed = try validate(unknown + ["--allow-unknown"])
    #expect(try allowed.code == 0 && allowed.json()["input"]["surprise"] == "1")
    #expect(try allowed.json()["issues"][0]["severity"] == "warning")
    #expect(try validate(unknown + ["--allow-unknown", "--strict"]).code == 65)
    let unchecked = await Falkit.run("run", Self.lora, "num_images=99", "--no-validate", "--dry-run", "--json")
    #expect(try unchecked.code == 0 && unchecked.json()["input"] == ["num_images": 99])
    let missing = try validate(["fal-ai/no-such-model", "prompt=x"])
    #expect(missing.code == 66 || missing.code == 0)
  }

  @Test(
    "Words that are no inputs, and models that are missing",
    arguments: [
      ["fal-ai/flux/dev", "a cat"], ["prompt=x"], [], ["not an id", "prompt=x"], ["fal-ai/flux/dev", "=x"],
    ]
  )
  func usage(words: [String]) throws {
    let run = try validate(words)
    #expect(run.code == 64 && run.output.isEmpty)
    #expect(try run.errorJSON()["error"]["hint"].string?.isEmpty == false)
  }
}

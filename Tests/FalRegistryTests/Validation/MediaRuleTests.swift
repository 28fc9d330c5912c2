import FalCore
import FalMedia
import Foundation
import TestSupport
import Testing

@testable import FalRegistry
@testable import FalSchema

@Suite("Rules of media files")
struct MediaRuleTests {
  private static let clip = MediaProbe.facts(of: SampleMovie().mp4)
  private static let picture = MediaProbe.facts(of: SamplePicture.png(width: 640, height: 480))
  private static let sound = MediaFacts(container: .wav, byteCount: 1000)

  /// The problems with a local file in an input of this name.
  private static func issues(_ name: String, _ facts: MediaFacts, _ limits: JSON = [:], formats: [String] = [])
    -> [ValidationIssue]
  {
    let schema: JSON = ["type": "string", "x-fal-file-input": true, "maxLength": 3, "x-fal": limits]
    let field: JSON = ["formats": .array(formats.map(JSON.string))]
    let override: JSON = ["fields": .object(JSONObject([(name, field)]))]
    let validator = TestInput.validator(.object(JSONObject([(name, schema)])), overrides: override)
    let input = JSON.object(JSONObject([(name, .string("here.bin"))]))
    return validator.issues(in: input, files: [[.name(name)]: facts])
  }

  static let limits: [(JSON, ValidationRule, String)] = [
    (["max_file_size": 100], .mediaSize, "file size is 100001 bytes, must be at most 100 bytes"),
    (["min_width": 1281], .mediaDimensions, "width is 1280 px, must be at least 1281 px"),
    (["min_height": 300, "max_height": 700], .mediaDimensions, "height is 720 px, must be 300-700 px"),
    (["max_area": 900_000], .mediaDimensions, "size is 921600 pixels, must be at most 900000 pixels"),
    (["max_pixels": 900_000], .mediaDimensions, "size is 921600 pixels, must be at most 900000 pixels"),
    (["multiple_of": 32], .mediaDimensions, "is 1280 x 720 px, both must be multiples of 32"),
    (
      ["min_aspect_ratio": 0.5, "max_aspect_ratio": 1.5], .mediaAspect, "width/height is 1.778, must be 0.5-1.5"
    ),
    (["max_duration": 4.5], .mediaDuration, "duration is 5 s, must be at most 4.5 s"),
    (["min_fps": 31], .mediaFrameRate, "frame rate is 30.3 fps, must be at least 31 fps"),
    (["max_frames": 149], .mediaFrames, "length is 150 frames, must be at most 149 frames"),
    (
      ["normalization": ["max_width": 640]], .mediaReshaped,
      "width is 1280 px, and fal will change it to be at most 640 px"
    ),
  ]

  @Test("A file outside of a limit breaks that rule alone", arguments: limits)
  func outside(limits: JSON, rule: ValidationRule, message: String) {
    var facts = Self.clip
    facts.byteCount = 100_001
    let issues = Self.issues("video_url", facts, limits)
    #expect(issues.map(\.description) == ["video_url: \(message)"])
    #expect(issues.map(\.rule) == [rule])
    #expect(issues.map(\.severity) == [rule == .mediaReshaped ? .warning : .error])
  }

  @Test("What is just within the limits, or not told by the file, is accepted")
  func inside() {
    let limits: JSON = [
      "max_file_size": 1000, "min_width": 1280, "max_width": 1280, "min_height": 720, "max_height": 720,
      "min_aspect_ratio": 1.778, "max_aspect_ratio": 1.778, "min_duration": 5, "max_duration": 5, "min_frames": 150,
      "max_frames": 150, "min_fps": 30.3, "max_fps": 30.3, "min_area": 921_600, "multiple_of": 16, "timeout": 0,
      "normalization": ["max_fps": 60],
    ]
    #expect(Self.issues("video_url", Self.clip, limits) == [])
    #expect(Self.issues("video_url", MediaFacts(container: .mpegTS, byteCount: 1000), limits) == [])
  }

  @Test("A size just above the limit does not look like it")
  func sizes() {
    var facts = Self.clip
    for (size, limit, message) in [
      (209_715_201, 209_715_200, "is 209715201 bytes, must be at most 209715200 bytes"),
      (314_572_800, 209_715_200, "is 300 MB, must be at most 200 MB"),
      (90_500_000, 60_000_000, "is 90.5 MB, must be at most 60 MB"),
    ] {
      facts.byteCount = size
      let issues = Self.issues("video_url", facts, ["max_file_size": .number(JSONNumber(limit))])
      #expect(issues.map(\.message) == ["file size \(message)"])
    }
  }

  static let misfits: [(String, MediaFacts, [String], String)] = [
    ("video_url", picture, [], "is a picture (PNG), expected a video"),
    ("video_url", sound, [], "is a sound (WAVE), expected a video"),
    ("image_url", clip, [], "is a video (MP4), expected a picture"),
    ("audio_url", picture, [], "is a picture (PNG), expected a sound"),
    ("mesh_url", picture, [], "is a picture (PNG), expected a 3D model"),
    (
      "video_url", MediaFacts(container: .webm, byteCount: 1), ["mp4", "mov"],
      "is a video (WebM), expected mp4 or mov"
    ),
    ("image_url", MediaFacts(container: .text, byteCount: 1), [], "is text, expected a picture"),
    ("image_url", MediaFacts(container: .unknown, byteCount: 0), [], "is empty, expected a picture"),
    ("weights_url", MediaFacts(container: .unknown, byteCount: 0), [], "is empty, expected a file"),
    ("mask_url", MediaFacts(container: .text, byteCount: 1), ["png"], "is text, expected png"),
    ("training_data_url", picture, [], "is a picture (PNG), expected zip"),
    ("images_data_url", clip, [], "is a video (MP4), expected zip"),
    ("image_archive_url", sound, [], "is a sound (WAVE), expected zip"),
    ("font_file_url", MediaFacts(container: .zip, byteCount: 1), ["pdf"], "is a ZIP file, expected pdf"),
  ]

  @Test("A file that certainly is something else is refused", arguments: misfits)
  func misfit(name: String, facts: MediaFacts, formats: [String], message: String) {
    let issues = Self.issues(name, facts, formats: formats)
    #expect(issues.map(\.message) == [message + "; convert the file or name another one"])
    #expect(issues.map(\.rule) == [.mediaKind])
  }

  static let fitting: [(String, MediaFacts, [String])] = [
    ("video_url", clip, ["mp4", "mov"]), ("video_url", MediaFacts(container: .m4v, byteCount: 1), ["MP4"]),
    ("video_url", MediaFacts(container: .gif, byteCount: 1), []),
    ("video_url", MediaFacts(container: .webp, byteCount: 1), []), ("audio_url", clip, []),
    ("mask_url", clip, []), ("image_url", MediaFacts(container: .svg, byteCount: 1), []),
    ("image_url", MediaFacts(container: .unknown, byteCount: 1), []),
    ("training_data_url", MediaFacts(container: .zip, byteCount: 1), []),
    ("training_data_url", MediaFacts(container: .gzip, byteCount: 1), []),
    ("training_data_url", MediaFacts(container: .unknown, byteCount: 1), []), ("database_url", picture, []),
    ("mesh_url", MediaFacts(container: .unknown, byteCount: 1), ["glb"]),
    ("mesh_url", MediaFacts(container: .zip, byteCount: 1), ["glb", "usdz"]),
    ("weights_url", MediaFacts(container: .unknown, byteCount: 1), ["safetensors"]),
    ("mesh_url", MediaFacts(container: .text, byteCount: 1), ["fbx"]),
    ("data_url", MediaFacts(container: .text, byteCount: 1), []),
  ]

  @Test("What may be meant is accepted", arguments: fitting)
  func fits(name: String, facts: MediaFacts, formats: [String]) {
    #expect(Self.issues(name, facts, formats: formats) == [])
  }

  @Test(
    "Texts, archives and documents are no pictures, clips or sounds",
    arguments: [MediaContainer.text, .xml, .zip, .gzip, .sevenZip, .pdf]
  )
  func nothingToSee(container: MediaContainer) {
    for name in ["image_url", "video_url", "audio_url"] {
      #expect(Self.issues(name, MediaFacts(container: container, byteCount: 1)).map(\.rule) == [.mediaKind])
    }
    #expect(Self.issues("document_url", MediaFacts(container: container, byteCount: 1)) == [])
  }

  @Test("A picture is not measured as a clip")
  func kindFirst() {
    #expect(Self.issues("video_url", Self.picture, ["min_width": 720, "min_duration": 3]).map(\.rule) == [.mediaKind])
  }

  @Test("Files of a list are measured together; those that are not known can only add to it")
  func totals() {
    let combined: JSON = ["combined": ["max_duration": 9, "min_duration": 6]]
    let clips: JSON = ["type": "array", "items": ["type": "string", "x-fal": combined]]
    let validator = TestInput.validator(["video_urls": clips])
    func issues(_ count: Int, unknown: Int = 0) -> [String] {
      let places = (0..<count).map { [JSONStep.name("video_urls"), .index($0)] }
      let values = Array(repeating: JSON.string("a.mp4"), count: count)
      let others = Array(repeating: JSON.string("https://example.com/a.mp4"), count: unknown)
      let files = Dictionary(uniqueKeysWithValues: places.map { ($0, Self.clip) })
      return validator.issues(in: ["video_urls": .array(values + others)], files: files).map(\.description)
    }
    let message = "must be 6-9 s"
    #expect(issues(2, unknown: 1) == ["video_urls: the files have a total duration of 10 s, \(message)"])
    #expect(issues(1) == ["video_urls: the files have a total duration of 5 s, \(message)"])
    #expect(issues(1, unknown: 1) == [])
    #expect(issues(0, unknown: 2) == [])
  }

  @Test("A local file stands where an address will be, also in a file's object; elsewhere a path is no address")
  func paths() {
    let file: JSON = ["type": "object", "properties": ["url": ["type": "string"]]]
    let validator = TestInput.validator(["image": file])
    let input: JSON = ["image": ["url": "a.mp4"]]
    let place: JSONPath = [.name("image"), .name("url")]
    #expect(validator.issues(in: input, files: [place: Self.picture]) == [])
    #expect(validator.issues(in: input, files: [place: Self.clip]).map(\.place) == ["image.url"])
    #expect(validator.issues(in: input, files: [[.name("url")]: Self.picture]).map(\.rule) == [.notAMediaReference])
  }

  @Test("One of several kinds of value takes a file with a mere warning")
  func union() {
    let text: JSON = ["type": "string", "x-fal": ["normalization": ["max_width": 100]]]
    let file: JSON = ["type": "object", "properties": ["url": ["type": "string"]]]
    let validator = TestInput.validator(["image_url": ["anyOf": [text, file]]])
    let issues = validator.issues(in: ["image_url": "a"], files: [[.name("image_url")]: Self.picture])
    #expect(issues.map(\.rule) == [.mediaReshaped])
  }

  // MARK: - Data URIs

  private static func dataURI(_ bytes: [UInt8], _ type: String = "application/octet-stream") -> JSON {
    .string("DATA:\(type);Base64,\(Data(bytes).base64EncodedString())")
  }

  @Test("What is in a data URI is looked at", arguments: 0..<3)
  func dataURI(extra: Int) {
    // Of each length modulo three, because padding differs.
    let movie = SampleMovie(seconds: 2).mov + Array(repeating: 0, count: extra)
    let validator = TestInput.validator(["video_url": ["type": "string", "x-fal": ["min_duration": 3]]])
    let issues = validator.issues(in: ["video_url": Self.dataURI(movie)])
    #expect(issues.map(\.description) == ["video_url: duration is 2 s, must be at least 3 s"])
    let large = TestInput.validator([
      "video_url": ["type": "string", "x-fal": ["max_file_size": .number(JSONNumber(movie.count - 1))]]
    ])
    #expect(large.issues(in: ["video_url": Self.dataURI(movie)]).map(\.rule) == [.mediaSize])
    #expect(validator.issues(in: ["video_url": Self.dataURI(SampleMovie(seconds: 3).mp4)]) == [])
    let png = Self.dataURI(SamplePicture.png(width: 8, height: 8))
    #expect(validator.issues(in: ["video_url": png]).map(\.rule) == [.mediaKind])
  }

  @Test(
    "Data URIs that are not plain Base64 are taken as they are",
    arguments: [
      "data:,", "data:;base64,", "data:image/png;base64,", "data:image/png;base64,iVBO\nRw0K", "data:image/png,%89PNG",
      "data:image/svg+xml;utf8,<svg/>", "data:image/png;base64,%69VBORw0KGgo", "data:;base64,A", "data:;base64,====",
      "data:\(String(repeating: "x", count: 2000));base64,AAAA", "data:;base64,iVBORw0KGgoééé",
    ]
  )
  func oddDataURI(text: String) {
    let validator = TestInput.validator(["video_url": ["type": "string", "x-fal": ["min_duration": 3]]])
    #expect(validator.issues(in: ["video_url": .string(text)]) == [])
  }

  @Test("Outputs are not looked into")
  func output() {
    let node = TestInput.validator(["video_url": ["type": "string", "x-fal": ["min_duration": 3]]])
    #expect(node.issues(in: ["video_url": Self.dataURI(SampleMovie(seconds: 2).mp4)]).count == 1)
    let document = TestFeed.document("a/b", output: ["video_url": ["type": "string", "x-fal": ["min_duration": 3]]])
    let schema = ModelSchema(snapshot: document, id: "a/b", category: "text-to-video")
    #expect(InputValidator(schema.output).issues(in: ["video_url": Self.dataURI(SampleMovie(seconds: 2).mp4)]) == [])
  }

  @Test("A large data URI should be an upload")
  func large() {
    let validator = TestInput.validator(["image_url": ["type": "string"], "prompt": ["type": "string"]])
    func issues(_ name: String, _ count: Int) -> [ValidationIssue] {
      let start = "data:image/png;base64,"
      let text = start + String(repeating: "A", count: count - start.utf8.count)
      return validator.issues(in: .object(JSONObject([(name, .string(text))])))
    }
    #expect(issues("image_url", 8 << 20) == [])
    let found = issues("image_url", 8 << 20 | 4)
    #expect(found.map(\.rule) == [.dataURILarge] && found.map(\.severity) == [.warning])
    #expect(
      found.map(\.message) == ["is a data URI of 8 MB; upload the file and give its address instead"]
    )
    #expect(issues("prompt", 8 << 20 | 4) == [])
  }

  // MARK: - Other rules

  @Test("Models that are withdrawn come with a warning", arguments: [EndpointStatus.deprecated, .retired])
  func deprecated(status: EndpointStatus) {
    let document = TestFeed.document("a/b")
    let schema = ModelSchema(snapshot: document, id: "a/b", category: "text-to-image")
    let issues = InputValidator(schema, EndpointOverride(), status: status).issues(in: ["prompt": "a"])
    #expect(issues.map(\.rule) == [.deprecatedModel] && issues.map(\.severity) == [.warning])
    #expect(issues.first?.path == [])
    #expect(InputValidator(schema, EndpointOverride(), status: .active).issues(in: ["prompt": "a"]) == [])
  }

  @Test("No item may be there twice where the document says so")
  func unique() {
    let schema: JSON = ["type": "array", "items": [:], "uniqueItems": true]
    #expect(TestInput.issues(schema, ["a", 1, "b", 2, ["a": 1]]) == [])
    let issues = TestInput.issues(schema, ["a", "b", "a"])
    #expect(issues.map(\.description) == ["x[2]: is the same as item 0, no item may occur twice"])
    #expect(issues.map(\.rule) == [.uniqueItems])
    #expect(TestInput.issues(["type": "array", "items": [:]], ["a", "a"]) == [])
  }

  // MARK: - A real model

  static let clips: [(String, [UInt8], [ValidationRule])] = [
    ("fits", SampleMovie(seconds: 5).mp4, []), ("fits", SampleMovie(width: 720, height: 2160, seconds: 10.05).mov, []),
    ("two seconds", SampleMovie(seconds: 2).mp4, [.mediaDuration]),
    ("twelve seconds", SampleMovie(seconds: 12).mp4, [.mediaDuration]),
    ("640 pixels", SampleMovie(width: 640, height: 720).mp4, [.mediaDimensions]),
    ("640 pixels", SampleMovie(width: 1280, height: 640).mp4, [.mediaDimensions]),
    ("webm", SampleMovie().webm, [.mediaKind]), ("20 fps", SampleMovie(framesPerSecond: 20).mov, [.mediaFrameRate]),
    ("a picture", SamplePicture.png(width: 1280, height: 720), [.mediaKind]),
  ]

  @Test(
    "Kling O3 refuses clips that it cannot edit",
    arguments: ["pro", "standard"].flatMap { quality in clips.map { (quality, $0) } }
  )
  func klingClip(quality: String, clip: (name: String, bytes: [UInt8], rules: [ValidationRule])) throws {
    let validator = try Self.klingValidator(quality)
    let input: JSON = ["prompt": "turn @Video1 into a watercolour", "video_url": "clip"]
    let issues = validator.issues(in: input, files: [[.name("video_url")]: MediaProbe.facts(of: clip.bytes)])
    #expect(issues.map(\.rule) == clip.rules, "\(clip.name): \(issues)")
    #expect(issues.allSatisfy { $0.place == "video_url" && $0.severity == .error })
    var large = MediaProbe.facts(of: SampleMovie().mp4)
    large.byteCount = 200 << 20 | 1
    #expect(validator.issues(in: input, files: [[.name("video_url")]: large]).map(\.rule) == [.mediaSize])
  }

  @Test("Kling O3 refuses more than four pictures and elements together, and pictures that are too small")
  func klingPictures() throws {
    let validator = try Self.klingValidator("pro")
    let picture: JSON = "https://example.com/a.png"
    let element: JSON = ["frontal_image_url": picture, "reference_image_urls": [picture]]
    func issues(_ pictures: Int, _ elements: Int) -> [ValidationRule] {
      let input: JSON = [
        "prompt": "@Video1 @Image1 @Image2 @Image3 @Image4 @Image5 @Element1 @Element2",
        "video_url": "https://example.com/a.mp4",
        "image_urls": .array(Array(repeating: picture, count: pictures)),
        "elements": .array(Array(repeating: element, count: elements)),
      ]
      return validator.issues(in: input).map(\.rule).filter { $0 != .referenceOutOfRange }
    }
    #expect(issues(5, 1) == [.combinedLimit] && issues(5, 0) == [.combinedLimit] && issues(3, 2) == [.combinedLimit])
    #expect(issues(3, 1) == [])
    let input: JSON = [
      "prompt": "@Video1 @Element1", "video_url": "https://example.com/a.mp4",
      "elements": [["frontal_image_url": "front.png", "reference_image_urls": [picture]]],
    ]
    let small = MediaProbe.facts(of: SamplePicture.png(width: 200, height: 300))
    let found = validator.issues(in: input, files: [[.name("elements"), .index(0), .name("frontal_image_url")]: small])
    #expect(found.map(\.description) == ["elements[0].frontal_image_url: width is 200 px, must be at least 300 px"])
  }

  private static func klingValidator(_ quality: String) throws -> InputValidator {
    let registry = try Registry(folder: BundledRegistry.path)
    let id = "fal-ai/kling-video/o3/\(quality)/video-to-video/edit"
    let record = try #require(try registry.record(of: id))
    let overrides = try registry.overrides()
    let snapshot = try #require(try registry.snapshot(of: record))
    let schema = ModelSchema(snapshot: snapshot, id: id, category: record.category, overrides: overrides)
    return InputValidator(schema, overrides.of(id), status: record.status)
  }
}

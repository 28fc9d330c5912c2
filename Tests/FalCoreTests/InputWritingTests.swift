import FalCore
import Testing

/// An input written by hand, as the generator writes them.
private struct Picture: FalInput {
  var prompt: String
  var size: ImageSize?
  var steps: Int?
  var scale: Double?
  var isFast: Bool?
  var image: MediaInput?
  var images: [MediaInput]?
  var tags: [String]?
  var matrix: [[Double]]?
  var weights: [String: Double]?
  var inner: [Picture]?
  var extra: JSON?

  init(prompt: String) { self.prompt = prompt }

  func write(to writer: inout InputWriter) {
    writer.string("prompt", prompt)
    writer.value("image_size", size)
    writer.integer("steps", steps)
    writer.number("scale", scale)
    writer.boolean("is_fast", isFast)
    writer.media("image_url", image)
    writer.mediaList("image_urls", images)
    writer.strings("tags", tags)
    writer.values("matrix", matrix)
    writer.value("weights", weights)
    writer.values("inner", inner)
    writer.json("extra", extra)
  }
}

private struct Mood: OpenEnum {
  let rawValue: String
  init(_ rawValue: String) { self.rawValue = rawValue }
  static var calm: Self { Self("calm") }
  static var known: [Self] { allKnown("calm") }
}

private struct Rare: FalInput {
  var seed: UInt64?
  var scores: [Double?]?

  func write(to writer: inout InputWriter) {
    writer.unsigned("seed", seed)
    writer.values("scores", scores)
  }
}

private struct Level: OpenEnum {
  let rawValue: Int
  init(_ rawValue: Int) { self.rawValue = rawValue }
  static var known: [Self] { allKnown(1, 2) }
}

@Suite("Writing inputs")
struct InputWritingTests {
  @Test("What is nil is not sent, and the rest stands in its order")
  func order() {
    var picture = Picture(prompt: "a cat")
    #expect(picture.json.text() == #"{"prompt":"a cat"}"#)
    picture.isFast = false
    picture.steps = 0
    picture.size = .landscape16x9
    #expect(picture.json.text() == #"{"prompt":"a cat","image_size":"landscape_16_9","steps":0,"is_fast":false}"#)
  }

  @Test("Every kind of value")
  func kinds() {
    var picture = Picture(prompt: "")
    picture.scale = 0.5
    picture.image = "https://example.com/a.png"
    picture.images = [.url("https://example.com/b.png"), MediaInput(url: "data:,x")]
    picture.tags = []
    picture.matrix = [[1, 2.5], []]
    picture.weights = ["b": 2, "a": 1]
    picture.inner = [Picture(prompt: "x")]
    picture.extra = ["free": [1, nil ?? .null]]
    let expected: JSON = [
      "prompt": "", "scale": 0.5, "image_url": "https://example.com/a.png",
      "image_urls": ["https://example.com/b.png", "data:,x"], "tags": [], "matrix": [[1, 2.5], []],
      "weights": ["a": 1, "b": 2], "inner": [["prompt": "x"]], "extra": ["free": [1, .null]],
    ]
    #expect(picture.json == expected)
  }

  @Test("Numbers that JSON cannot express are not sent")
  func numbers() {
    var picture = Picture(prompt: "")
    picture.scale = .nan
    #expect(picture.json == ["prompt": ""])
    picture.matrix = [[.infinity]]
    #expect(picture.json["matrix"] == [[.null]])
  }

  @Test("Sizes are presets or pixels")
  func sizes() {
    #expect(ImageSize.squareHD.json == "square_hd")
    #expect(ImageSize.preset("of_tomorrow").json == "of_tomorrow")
    #expect(ImageSize(width: 640, height: 480).json == ["width": 640, "height": 480])
  }

  @Test("Open enums send what they are, known or not")
  func enums() {
    #expect(Mood.calm.json == "calm" && Mood(rawValue: "wild").json == "wild")
    #expect(Mood("calm") == .calm && Mood("wild") != .calm)
    #expect(Set([Mood.calm, Mood("calm"), Mood("wild")]).count == 2)
    #expect(Level(7).json == 7 && Level(7) == Level(rawValue: 7) && Set([Level(7), Level(8), Level(7)]).count == 2)
    #expect("\(Mood.calm) \(Level(7))" == "calm 7")
  }

  @Test("Whole numbers above what an Int holds are sent as they are")
  func largeNumbers() {
    #expect(Rare(seed: .max).json.text() == #"{"seed":18446744073709551615}"#)
    #expect(UInt64.max.json.text() == "18446744073709551615")
  }

  @Test("Items that are nil are sent as null")
  func missingItems() {
    #expect(Rare(scores: [0.5, nil]).json == ["scores": [0.5, .null]])
  }
}

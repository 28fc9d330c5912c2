import FalCore
import Foundation
import Testing

/// An output written by hand, as the generator writes them.
private struct Answer: FalOutput {
  let text: String
  let note: String?
  let count: Int
  let limit: Int?
  let score: Double
  let isSafe: Bool?
  let images: [ImageFile]
  let tags: [String]?
  let times: [String: Double]?
  let grid: [[Int]]?
  let mood: Mood?
  let seed: UInt64?
  let scores: [Double?]?
  let anything: JSON?
  @Boxed var next: Answer?

  init(from reader: inout OutputReader) {
    text = reader.string("text")
    note = reader.optionalString("note")
    count = reader.integer("count")
    limit = reader.optionalInteger("limit")
    score = reader.number("score")
    isSafe = reader.optionalBoolean("is_safe")
    images = reader.values("images")
    tags = reader.optionalValues("tags")
    times = reader.optionalValue("times")
    grid = reader.optionalValue("grid")
    mood = reader.optionalValue("mood")
    seed = reader.optionalUnsigned("seed")
    scores = reader.optionalValues("scores")
    anything = reader.optionalJSON("anything")
    next = reader.optionalValue("next")
  }
}

private struct Mood: OpenEnum {
  let rawValue: String
  init(_ rawValue: String) { self.rawValue = rawValue }
  static var known: [Self] { [] }
}

private enum Either: FalOutput {
  case number(Double)
  case file(ImageFile)
  case other(JSON)

  init(from reader: inout OutputReader) {
    if let value: Double = reader.attempt() {
      self = .number(value)
    } else if reader.json["type"] == "file", let value: ImageFile = reader.attempt() {
      self = .file(value)
    } else {
      self = .other(reader.json)
    }
  }
}

@Suite("Reading outputs")
struct OutputReadingTests {
  private static let least: JSON = ["text": "a", "count": 1, "score": 2, "images": []]

  private static func with(_ name: String, _ value: JSON) -> JSON {
    var json = least
    json[name] = value
    return json
  }

  @Test("What may be missing may be null, too, and what is unknown is ignored")
  func optional() throws {
    for json in [Self.least, Self.with("note", .null), Self.with("tomorrow", ["x": 1])] {
      let answer = try Answer(json: json)
      #expect(answer.text == "a" && answer.note == nil && answer.next == nil && answer.score == 2)
    }
  }

  @Test("Every kind of value")
  func kinds() throws {
    let answer = try Answer(
      json: [
        "text": "a", "note": "b", "count": 3.0, "limit": 4, "score": 0.5, "is_safe": true,
        "images": [["url": "u", "width": 2, "content_type": .null]], "tags": ["x"], "times": ["t": 1.5],
        "grid": [[1], []], "mood": "of tomorrow", "anything": [1],
        "seed": .number(JSONNumber(UInt64.max)), "scores": [0.9, .null],
        "next": ["text": "inner", "count": 1, "score": 1, "images": []],
      ]
    )
    #expect(answer.count == 3 && answer.limit == 4 && answer.isSafe == true && answer.note == "b")
    #expect(answer.images == [ImageFile(url: "u", width: 2)])
    #expect(answer.tags == ["x"] && answer.times == ["t": 1.5] && answer.grid == [[1], []])
    #expect(answer.mood == Mood("of tomorrow") && answer.anything == [1] && answer.next?.text == "inner")
    #expect(answer.seed == .max && answer.scores == [0.9, nil])
  }

  @Test(
    "What is wrong is named with its place",
    arguments: [
      ("text", 1, "text: expected a text, found the number 1"),
      ("text", .null, "text: expected a text, found nothing"),
      ("note", ["x"], "note: expected a text, found a list"),
      ("count", 1.5, "count: expected a whole number, found the number 1.5"),
      ("count", "1", "count: expected a whole number, found a text"),
      ("score", "x", "score: expected a number, found a text"),
      ("is_safe", 1, "is_safe: expected true or false, found the number 1"),
      ("images", ["url": "u"], "images: expected a list, found an object"),
      ("images", .null, "images: expected a list, found nothing"),
      ("images", [["url": "u"], ["width": 1]], "images[1].url: expected a text, found nothing"),
      ("images", [["url": "u", "width": "wide"]], "images[0].width: expected a whole number, found a text"),
      ("images", ["u"], "images[0]: expected an object, found a text"),
      ("tags", ["a", 2], "tags[1]: expected a text, found the number 2"),
      ("times", ["t": true], "times.t: expected a number, found true"),
      ("grid", [[1], [2, "x"]], "grid[1][1]: expected a whole number, found a text"),
      ("mood", 1, "mood: expected a text, found the number 1"),
      (
        "next", ["text": "a", "count": 1, "score": 2, "images": [[]]],
        "next.images[0]: expected an object, found a list"
      ),
    ] as [(String, JSON, String)]
  )
  func wrong(name: String, value: JSON, message: String) {
    let error = #expect(throws: OutputError.self) { try Answer(json: Self.with(name, value)) }
    #expect(error?.description == message)
  }

  @Test("An answer that is no object")
  func noObject() {
    for (json, found) in [(JSON.null, "null"), ("x", "a text"), ([1], "a list")] {
      let error = #expect(throws: OutputError.self) { try Answer(json: json) }
      #expect(error?.description == "the output: expected an object, found \(found)")
    }
  }

  @Test("Only the first fault is reported")
  func first() {
    let error = #expect(throws: OutputError.self) { try Answer(json: ["text": 1, "count": "x"]) }
    #expect(error?.path == "text")
  }

  @Test("Several kinds of value")
  func unions() throws {
    guard case .number(1.5) = try Either(json: 1.5) else { throw Unexpected() }
    guard case .file(let file) = try Either(json: ["type": "file", "url": "u"]), file.url == "u" else {
      throw Unexpected()
    }
    guard case .other(["type": "file"]) = try Either(json: ["type": "file"]) else { throw Unexpected() }
    guard case .other(["url": "u"]) = try Either(json: ["url": "u"]) else { throw Unexpected() }
  }

  private struct Unexpected: Error {}

  @Test("Files")
  func files() throws {
    let json: JSON = [
      "url": "u", "content_type": "video/mp4", "file_name": "a.mp4", "file_size": 5, "width": 1, "height": 2,
      "duration": 1.5, "fps": 24, "num_frames": 36,
    ]
    let video = VideoFile(
      url: "u",
      contentType: "video/mp4",
      fileName: "a.mp4",
      fileSize: 5,
      width: 1,
      height: 2,
      duration: 1.5,
      fps: 24,
      frameCount: 36
    )
    #expect(try VideoFile(json: json) == video)
    #expect(try MediaFile(json: json).fileSize == 5)
    #expect(try AudioFile(json: ["url": "u", "bitrate": "192k", "sample_rate": 44100]).bitrate == "192k")
    #expect(try AudioFile(json: ["url": "u", "bitrate": 192000]).bitrate == 192000)
  }

  @Test("An output that is not an object: lists, maps, numbers")
  func others() throws {
    #expect(try [Int](json: [1, 2]) == [1, 2])
    #expect(try [String: [Bool]](json: ["a": [true]]) == ["a": [true]])
    #expect(try Optional<Double>(json: .null) == nil)
    #expect(try JSON(json: ["a": 1]) == ["a": 1])
    #expect(throws: OutputError.self) { try Int(json: 1.5) }
  }
}

@Suite("Storing inputs and outputs")
struct JSONCodedTests {
  private static let json: JSON = [
    "text": "a", "count": 1, "score": 2, "images": [], "unknown": ["x": [1, 2.5, .null, true, "é"]],
    "large": 9_223_372_036_854_775_807,
  ]

  @Test("An output survives with what falkit does not know, and is compared by it")
  func output() throws {
    let coded = try JSONCoded<Answer>(json: Self.json)
    let read = try JSONDecoder().decode(JSONCoded<Answer>.self, from: try JSONEncoder().encode(coded))
    #expect(read == coded && read.hashValue == coded.hashValue)
    #expect(read.json["unknown"]["x"][4] == "é" && read.json["large"].int == .max)
    #expect(read.value.text == "a")
    var other = Self.json
    other["unknown"] = 1
    #expect(try JSONCoded<Answer>(json: other) != coded)
  }

  @Test("What is read must be what the type promises")
  func wrong() {
    #expect(throws: OutputError.self) {
      try JSONDecoder().decode(JSONCoded<Answer>.self, from: Data(#"{"text": 1}"#.utf8))
    }
  }

  @Test("JSON passes through any encoder")
  func json() throws {
    for json in [Self.json, [1, "a", .null], ["a": [:], "b": []], "text", 1.5, false, .null] as [JSON] {
      let data = try JSONEncoder().encode([json])
      #expect(try JSONDecoder().decode([JSON].self, from: data) == [json])
      #expect(try JSON(parsing: [UInt8](data)) == [json])
    }
    let large = try JSON(parsing: "18446744073709551615")
    #expect(try JSONDecoder().decode([JSON].self, from: try JSONEncoder().encode([large]))[0].number?.uint64 == .max)
  }
}

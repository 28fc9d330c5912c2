import FalCore
import FalSystem
import Foundation
import Testing

@testable import FalRegistry
@testable import FalSchema

@Suite("Searching")
struct SearchTests {
  private func record(_ id: String, _ name: String, _ category: String, fields: [String] = []) -> EndpointRecord {
    var record = EndpointRecord(
      id: id,
      name: name,
      category: category,
      module: "FalImage",
      status: .active
    )
    record.fields = fields
    return record
  }

  private func ids(_ text: String, _ records: [EndpointRecord]) -> [String] {
    ModelSearch(records: records, index: WordIndex(records)).results(for: text).map(\.record.id)
  }

  @Test(
    "Words, their other endings, and short forms find models",
    arguments: [
      ("removal", ["a/remove-background"]), ("upscaling", ["a/upscaler"]), ("img2img", ["a/flux/image-to-image"]),
      ("image to image", ["a/flux/image-to-image"]), ("bg", ["a/remove-background"]), ("vidoe", ["a/video"]),
      ("klin", ["a/kling"]), ("removebackground", ["a/remove-background"]), ("imgtoimg", ["a/flux/image-to-image"]),
      ("imagetoimage", ["a/flux/image-to-image"]), ("zzzupscaler", []), ("backgroundzzz", []),
      ("nothing-like-it-zzzz", []), ("", []), ("the", []), ("a/kling", ["a/kling"]),
    ]
  )
  func words(text: String, expected: [String]) {
    let records = [
      record("a/remove-background", "X", "other"), record("a/upscaler", "Y", "other"),
      record("a/flux/image-to-image", "Z", "other"),
      record("a/video", "V", "other"), record("a/kling", "K", "other"),
    ]
    #expect(ids(text, records) == expected)
  }

  @Test("Direction matters: speech to text is not text to speech")
  func direction() {
    let records = [record("a/tts", "A", "text-to-speech"), record("a/stt", "B", "speech-to-text")]
    #expect(ids("text to speech", records) == ["a/tts"])
    #expect(ids("speech to text", records) == ["a/stt"])
  }

  @Test("Models with all the words come before models with some, which are left out")
  func allWords() {
    let records = [record("a/red", "Red", "x"), record("a/red-blue", "Red blue", "x"), record("a/blue", "Blue", "x")]
    #expect(ids("red blue", records) == ["a/red-blue"])
    #expect(ids("red zzzzqqqq", records) == ["a/red", "a/red-blue"])
  }

  @Test("An exact id comes first, ids before names, names before inputs; deprecated models behind others alike")
  func ranking() {
    var old = record("z/seed", "Seed", "x")
    old.status = .deprecated
    let records = [
      record("a/x", "X", "x", fields: ["seed"]), record("b/y", "Seed", "x"), record("c/seed", "C", "x"), old,
    ]
    #expect(ids("seed", records) == ["c/seed", "z/seed", "b/y", "a/x"])
    #expect(ids("b/y", records).first == "b/y")
  }

  @Test("A packed index finds what an index made of records finds")
  func packed() throws {
    let records = [
      record("a/flux/image-to-image", "Flux % | x", "image-to-image", fields: ["image_url"]), record("a/b", "B", "x"),
    ]
    let text = WordIndex.packed(records)
    #expect(text.contains("flux\t0|0\t1|0"))
    #expect(text.split(separator: "\n").allSatisfy { $0.contains("\t") })
  }

  @Test(
    "Distances count swaps of neighbours as one",
    arguments: [
      ("video", "vidoe", 1), ("kling", "klng", 1), ("abc", "abc", 0), ("abc", "xyz", nil), ("", "ab", 2), ("ab", "", 2),
      ("kitten", "sitting", nil), ("flux", "flx", 1),
    ] as [(String, String, Int?)]
  )
  func distance(one: String, other: String, expected: Int?) {
    #expect(EditDistance.between(Array(one.utf8), Array(other.utf8), limit: 2) == expected)
  }

  @Test(
    "Globs fit whole ids, without regard to case",
    arguments: [
      ("fal-ai/flux*", "fal-ai/flux/dev", true), ("*dev", "fal-ai/flux/dev", true), ("flux", "fal-ai/flux", false),
      ("*/flux/???", "fal-ai/flux/dev", true), ("*", "", true), ("?", "", false), ("**a**", "bab", true),
      ("FAL-AI/*", "fal-ai/x", true),
      ("a*b*c", "aXbYc", true), ("a*b*c", "aXcYb", false), ("", "", true), ("", "a", false),
    ]
  )
  func globs(pattern: String, text: String, fits: Bool) {
    #expect(Glob(pattern).matches(text) == fits)
  }

  @Test("A glob with many stars does not take for ever")
  func manyStars() {
    #expect(!Glob(String(repeating: "*a", count: 50) + "b").matches(String(repeating: "a", count: 5_000)))
  }

  @Test("A record that is changed leaves its copies as they are")
  func copies() {
    let original = record("a/b", "B", "other", fields: ["prompt"])
    var changed = original
    changed.name = "C"
    changed.fields = []
    #expect(original.name == "B")
    #expect(original.fields == ["prompt"])
    #expect(changed != original)
    changed.name = "B"
    changed.fields = ["prompt"]
    #expect(changed == original)
  }

  @Test("Near names are offered, nearest first")
  func nearest() {
    let names = ["fal-ai/flux/dev", "fal-ai/flux/schnell", "fal-ai/whisper"]
    #expect(NearestNames.of("fal-ai/flux/dve", among: names).first == "fal-ai/flux/dev")
    #expect(NearestNames.of("fal-ai/whisp", among: names) == ["fal-ai/whisper"])
    #expect(NearestNames.of("zzz", among: names).isEmpty)
    #expect(NearestNames.of("abc", among: ["abd", "abcdef", "abb", "abc"]) == ["abc", "abb", "abd"])
  }
}

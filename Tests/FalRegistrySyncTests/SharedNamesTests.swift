import FalCore
import FalGenerator
import TestSupport
import Testing

@testable import FalRegistrySync

/// Types that several endpoints share: under one name, which stays.
@Suite("Shared names")
struct SharedNamesTests {
  private let models: TestRegistry

  private static let formats: JSON = ["output_format": ["type": "string", "enum": ["jpeg", "png"]]]

  init() throws {
    models = try TestRegistry()
    for id in ["acme/one", "acme/two"] { try models.importModel(id, Self.formats, required: []) }
  }

  private func names() throws -> Names { try NamesDocument(folder: models.registry).names }

  private func format(of id: String) throws -> String? {
    try names().endpoints[id]?.types["Input.output_format"]?.shared
  }

  @Test("A type of one endpoint stands inside it; those that come together and are alike have one name")
  func sharing() throws {
    // acme/one came alone, so its set of values is its own, and that of acme/two too.
    #expect(try format(of: "acme/one") == nil && format(of: "acme/two") == nil)
    try models.importModels(["acme/three", "acme/four"], Self.formats)
    #expect(try format(of: "acme/three") == "JPEGOrPNG" && format(of: "acme/four") == "JPEGOrPNG")
    #expect(try format(of: "acme/one") == nil)
    // What comes later and is alike joins, whatever the order of its values.
    try models.importModel(
      "acme/five",
      ["output_format": ["type": "string", "enum": ["png", "jpeg"]]],
      required: []
    )
    #expect(try format(of: "acme/five") == "JPEGOrPNG")
    #expect(try names().shared["JPEGOrPNG"]?.map(\.swiftName) == ["jpeg", "png"])
  }

  @Test("A value that all endpoints get at once comes last, under the same name")
  func growing() throws {
    try models.importModels(["acme/three", "acme/four"], Self.formats)
    let grown: JSON = ["output_format": ["type": "string", "enum": ["webp", "jpeg", "png"]]]
    try models.importModels(["acme/three", "acme/four"], grown)
    #expect(try format(of: "acme/three") == "JPEGOrPNG" && format(of: "acme/four") == "JPEGOrPNG")
    #expect(try names().shared["JPEGOrPNG"]?.map(\.swiftName) == ["jpeg", "png", "webp"])
    #expect(try NamesUpdate(folder: models.registry).verification.isEmpty)
  }

  @Test("An endpoint whose type becomes another gets one of its own, and that is said")
  func splitting() throws {
    try models.importModels(["acme/three", "acme/four", "acme/five"], Self.formats)
    let grown: JSON = ["output_format": ["type": "string", "enum": ["webp", "jpeg", "png"]]]
    let update = try models.importModel("acme/four", grown, required: [])
    #expect(update.remarks["acme/four"]?.contains { $0.code == "split-type" } == true)
    #expect(try format(of: "acme/three") == "JPEGOrPNG" && format(of: "acme/five") == "JPEGOrPNG")
    #expect(try names().endpoints["acme/four"]?.types["Input.output_format"]?.name == "OutputFormat")
    #expect(try format(of: "acme/four") == nil)
    #expect(try names().shared["JPEGOrPNG"]?.map(\.swiftName) == ["jpeg", "png"])
    // Also when it is as before again: names only stay.
    try models.importModel("acme/four", Self.formats, required: [])
    #expect(try format(of: "acme/four") == nil)
    #expect(try NamesUpdate(folder: models.registry).verification.isEmpty)
  }

  @Test("Where as many keep a type as change it, the first keeps its name")
  func splittingInHalves() throws {
    let set: JSON = ["type": "string", "enum": ["jpeg", "png"]]
    let other: JSON = ["type": "string", "enum": ["webp", "png"]]
    let names = (0..<8).map { "format_\($0)" }
    try models.importModels(["acme/three", "acme/four"], .object(JSONObject(names.map { ($0, set) })))
    #expect(try self.names().endpoints["acme/three"]?.types["Input.format_0"]?.shared != nil)
    let halves = names.enumerated().map { ($1, $0 < 4 ? set : other) }
    try models.importModels(["acme/three", "acme/four"], .object(JSONObject(halves)))
    for name in names.prefix(4) {
      #expect(try self.names().endpoints["acme/three"]?.types["Input.\(name)"]?.shared == "JPEGOrPNG")
    }
  }

  @Test("An edit of the glossary changes no name, and limits split no type that is shared")
  func documentation() throws {
    let weight: JSON = ["type": "object", "properties": ["path": ["type": "string"], "scale": ["type": "number"]]]
    func loras(_ component: JSON) -> JSON { ["LoraWeight": component] }
    let input: JSON = ["loras": ["type": "array", "items": ["$ref": "#/components/schemas/LoraWeight"]]]
    try models.importModels(["acme/three", "acme/four"], input, components: loras(weight))
    let before = try names()
    #expect(before.endpoints["acme/three"]?.types["Input.loras"]?.shared == "LoRAWeight")
    try models.folder.write(
      #"{"inputs": {"loras.scale": "How strongly the weights act."}, "overrides": {"acme/four": {"inputs": {"loras.scale": "How much of the style shows."}}}}"#,
      to: "glossary.json"
    )
    #expect(try NamesUpdate(folder: models.registry).verification.isEmpty)
    var limited = weight
    limited["properties"]["scale"]["maximum"] = 4
    try models.importModel("acme/four", input, required: [], components: loras(limited))
    #expect(try names() == before)
  }

  @Test("A limit that only one endpoint has is not stated for all")
  func facts() throws {
    let weight: JSON = ["type": "object", "properties": ["scale": ["type": "number", "maximum": 1]]]
    var other = weight
    other["properties"]["scale"]["maximum"] = 4
    let input: JSON = ["loras": ["type": "array", "items": ["$ref": "#/components/schemas/LoraWeight"]]]
    try models.importModels(["acme/three", "acme/four"], input, components: ["LoraWeight": weight])
    #expect(try models.source().contains("/// At most 1."))
    try models.importModel("acme/four", input, required: [], components: ["LoraWeight": other])
    let source = try models.source()
    #expect(source.contains("struct LoRAWeight: FalInput"))
    #expect(!source.contains("/// At most"))
    #expect(source.contains("/// Limits and default are not the same for all models."))
  }

  @Test("No shared type is called as something of Swift or falkit, and endpoints keep their names")
  func taken() throws {
    let character: JSON = ["type": "object", "properties": ["name": ["type": "string"]]]
    let image: JSON = ["type": "object", "properties": ["left": ["type": "integer"]]]
    try models.importModels(
      ["acme/three", "other/four"],
      ["a": ["$ref": "#/components/schemas/Character"], "b": ["$ref": "#/components/schemas/ImageFile"]],
      components: ["Character": character, "ImageFile": image]
    )
    let types = try #require(try names().endpoints["acme/three"]?.types)
    #expect(types["Input.a"]?.shared == "CharacterInput")
    #expect(types["Input.b"]?.shared == "ImageFileInput")
  }
}

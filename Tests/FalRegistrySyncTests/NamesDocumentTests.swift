import FalCore
import Foundation
import TestSupport
import Testing

@testable import FalGenerator
@testable import FalRegistry
@testable import FalRegistrySync
@testable import FalSchema

@Suite("Recorded names")
struct NamesDocumentTests {
  private let models: TestRegistry
  private var folder: TemporaryFolder { models.folder }
  private var registry: RegistryFolder { models.registry }

  init() throws {
    models = try TestRegistry()
    try importModel("acme/one", ["prompt": ["type": "string"], "image_url": ["type": "string"]])
  }

  @discardableResult
  private func importModel(_ id: String, _ members: JSON, required: JSON = ["prompt"], components: JSON = [:])
    throws -> NamesUpdate
  {
    try models.importModel(id, members, required: required, components: components)
  }

  private func names() throws -> Names { try NamesDocument(folder: registry).names }

  private func members(_ id: String = "acme/one", _ type: String = "Input") throws -> [String] {
    try names().endpoints[id]?.members[type]?.map { "\($0.name)=\($0.swiftName)" } ?? []
  }

  @Test("A record survives being written")
  func record() throws {
    var record = NameRecord(module: "FalImage", type: "AcmeOne")
    record.types = [
      "Input.a b": NameRecord.TypeName(name: "AB", shared: nil),
      "Output": NameRecord.TypeName(name: "Output", shared: "ImagesOutput"),
    ]
    record.members = [
      "Input": ["", " ", "a=b", "%", "%20", "a b\n", "é", "plain", "名"].map {
        NameRecord.Pair(name: $0, swiftName: "x\($0.count)")
      }
    ]
    record.members["Same"] = [NameRecord.Pair(name: "prompt", swiftName: "prompt")]
    let text = record.json.text(.normalized)
    #expect(NameRecord(json: try JSON(parsing: text)) == record)
    #expect(text.contains("\"Same\": \"prompt\""))
  }

  @Test("New members come last, whatever they are")
  func append() throws {
    #expect(try members() == ["prompt=prompt", "image_url=imageURL"])
    try importModel(
      "acme/one",
      ["aaa": ["type": "string"], "prompt": ["type": "string"], "image_url": ["type": "string"]],
      required: ["prompt", "aaa", "image_url"]
    )
    #expect(try members() == ["prompt=prompt", "image_url=imageURL", "aaa=aaa"])
    // What goes away keeps its name and place, for the day it comes back.
    try importModel("acme/one", ["aaa": ["type": "string"]])
    #expect(try members() == ["prompt=prompt", "image_url=imageURL", "aaa=aaa"])
  }

  @Test("A name that a newcomer would like stays with whom it belongs to")
  func collision() throws {
    try importModel("acme/one", ["image-url": ["type": "string"], "image_url": ["type": "string"]])
    #expect(try members() == ["prompt=prompt", "image_url=imageURL", "image-url=imageURL2"])
    try importModel("fal-ai/acme/one", ["prompt": ["type": "string"]])
    #expect(try names().typeNames == ["acme/one": "AcmeOne", "fal-ai/acme/one": "FalAIAcmeOne"])
  }

  @Test("Everything recorded: nothing to say, nothing to write")
  func complete() throws {
    let before = try folder.files()
    let update = try NamesUpdate(folder: registry)
    #expect(update.verification.isEmpty)
    #expect(try update.write(to: registry).isEmpty)
    #expect(try folder.files() == before)
  }

  private func verification() throws -> [String] {
    try NamesUpdate(folder: registry).verification.map(\.description)
  }

  @Test("A name that is changed by hand fails, and an import does not accept it")
  func changedByHand() throws {
    let text = try folder.text(of: "names.json").replacing("imageURL", with: "imageAddress")
    try folder.write(text, to: "names.json")
    #expect(try verification().contains { $0.contains("public names never change") })
    try importModel("acme/two", ["prompt": ["type": "string"]])
    #expect(try folder.text(of: "names.json") == text)
  }

  @Test("Names that are not recorded fail, with what to do")
  func missing() throws {
    try FileManager.default.removeItem(atPath: folder.path + "/names.json")
    #expect(
      try verification() == [
        "error: acme/one: it has names that names.json lacks; falkit registry import, without a feed, adds them [missing-name]"
      ]
    )
  }

  @Test("A model cannot move to another module")
  func moved() throws {
    try folder.write(
      #"{"categories": {}, "default": "FalText", "endpoints": {"acme/one": "FalAudio"}}"#,
      to: "modules.json"
    )
    var importer = RegistryImporter(folder: registry, missingDocumentsFrom: TestFeed.emptyRegistry())
    _ = try importer.run(pages: [], isComplete: false)
    let said = try verification()
    #expect(said.count == 1)
    #expect(said.first?.contains("AcmeOne is in FalImage and cannot move to FalAudio") == true)
    // The generator leaves it where programs look for it.
    let output = try TemporaryFolder()
    for (target, isThere) in [("FalImage", true), ("FalAudio", false)] {
      try ModelsJob(module: target, registry: folder.path, output: output.path + "/\(target)", tool: "1").run()
      let text = try output.files().filter { $0.key.hasPrefix("\(target)/") }.map {
        String(decoding: $0.value, as: UTF8.self)
      }
      #expect(text.joined().contains("enum AcmeOne") == isThere)
    }
  }

  @Test("Two members whose types stop being alike cannot both keep the type's name")
  func diverging() throws {
    let weight: JSON = ["type": "object", "properties": ["path": ["type": "string"]]]
    let other: JSON = ["type": "object", "properties": ["address": ["type": "string"]]]
    func reference(_ name: String) -> JSON { ["$ref": .string("#/components/schemas/\(name)")] }
    try importModel("acme/two", ["a": reference("Weight"), "b": reference("Weight")], components: ["Weight": weight])
    let types = try #require(try names().endpoints["acme/two"]?.types)
    #expect(types["Input.a"]?.name == "Weight" && types["Input.b"]?.name == "Weight")

    try importModel(
      "acme/two",
      ["a": reference("Weight"), "b": reference("Weight2")],
      components: ["Weight": weight, "Weight2": other]
    )
    #expect(try verification().contains { $0.contains("acme/two: Input.b: it shares the type Weight") })

    let update = try NamesUpdate(folder: registry, acceptsRenames: true)
    #expect(try update.write(to: registry) == [NamesUpdate.path])
    #expect(try verification().isEmpty)
    #expect(try names().endpoints["acme/two"]?.types["Input.b"]?.name == "Weight2")
  }

  @Test("falkit's own names are complete and untouched")
  func ownNames() throws {
    let folder = RegistryFolder(path: BundledRegistry.path)
    let document = try NamesDocument(folder: folder)
    #expect(document.isUntouched)
    #expect(Set(document.ids).isSuperset(of: try folder.records().filter(\.hasSchema).map(\.id)))
    let names = Array(document.names.typeNames.values) + Array(document.names.shared.keys)
    #expect(Set(names.map { $0.lowercased() }).count == names.count)
  }
}

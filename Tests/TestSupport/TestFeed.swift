package import FalCore
package import FalRegistry
package import FalRegistrySync
package import FalSchema

/// Makes small feeds in the form of the Platform API's answers.
package enum TestFeed {
  /// An OpenAPI document for an endpoint with these input and output properties.
  package static func document(
    _ id: String,
    input: JSON = ["prompt": ["type": "string"]],
    required: JSON = ["prompt"],
    output: JSON = ["image": ["$ref": "#/components/schemas/Image"]],
    components: [(String, JSON)] = []
  ) -> JSON {
    let image: JSON = ["type": "object", "properties": ["url": ["type": "string"], "width": ["type": "integer"]]]
    let schemas: [(String, JSON)] = [
      ("TestInput", ["type": "object", "properties": input, "required": required]),
      ("TestOutput", ["type": "object", "properties": output]),
      ("Image", image),
    ]
    let paths: [(String, JSON)] = [
      ("/\(id)", ["post": ["requestBody": body("TestInput")]]),
      ("/\(id)/requests/{request_id}", ["get": ["responses": ["200": body("TestOutput")]]]),
    ]
    return [
      "openapi": "3.0.4",
      "info": ["title": "Queue OpenAPI for \(id)", "version": "1.0.0"],
      "servers": [["url": "https://queue.fal.run"]],
      "components": ["schemas": .object(JSONObject(schemas + components))],
      "paths": .object(JSONObject(paths)),
    ]
  }

  package static func body(_ component: String) -> JSON {
    [
      "required": true,
      "content": ["application/json": ["schema": ["$ref": .string("#/components/schemas/\(component)")]]],
    ]
  }

  package static func model(
    _ id: String,
    metadata: JSON = ["display_name": "Test", "category": "text-to-image"],
    openapi: JSON? = nil
  ) -> JSON {
    ["endpoint_id": .string(id), "metadata": metadata, "openapi": openapi ?? document(id)]
  }

  package static func page(_ models: JSON..., hasMore: Bool = false) -> [UInt8] {
    let page: JSON = ["models": .array(models), "has_more": .bool(hasMore)]
    return page.utf8()
  }

  /// A registry that holds nothing, to take missing files from.
  package static func emptyRegistry() -> Registry {
    Registry(
      packed: PackedRegistry(
        digest: "test",
        index: "",
        search: "",
        types: "",
        names: "",
        documents: [:],
        snapshots: [""]
      )
    )
  }

  package static let modules =
    #"{"categories": {"text-to-image": "FalImage", "text-to-audio": "FalAudio"}, "default": "FalText"}"#

  @discardableResult
  package static func importing(_ pages: [UInt8]..., into folder: TemporaryFolder, isComplete: Bool = false) throws
    -> RegistryImporter.Report
  {
    var importer = RegistryImporter(
      folder: RegistryFolder(path: folder.path),
      missingDocumentsFrom: emptyRegistry()
    )
    return try importer.run(
      pages: pages.enumerated().map { ("page \($0.offset + 1)", $0.element) },
      isComplete: isComplete
    )
  }

  /// The index of a folder, by id.
  package static func records(_ folder: TemporaryFolder) throws -> [String: EndpointRecord] {
    let records = try Registry(folder: folder.path).records()
    return Dictionary(uniqueKeysWithValues: records.map { ($0.id, $0) })
  }
}

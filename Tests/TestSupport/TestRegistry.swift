package import FalCore
import FalGenerator
import FalRegistry
package import FalRegistrySync
package import FalSchema

/// A registry in a temporary folder, with the models that a test imports.
package struct TestRegistry {
  package let folder: TemporaryFolder

  package var registry: RegistryFolder { RegistryFolder(path: folder.path) }

  package init() throws {
    folder = try TemporaryFolder()
    try folder.write(
      #"{"categories": {"text-to-image": "FalImage", "text-to-audio": "FalAudio"}, "default": "FalText", "endpoints": {}}"#,
      to: "modules.json"
    )
  }

  /// Imports a model whose input has these members, and records its names as the command does.
  @discardableResult
  package func importModel(
    _ id: String,
    _ members: JSON,
    required: JSON,
    components: JSON = [:]
  ) throws -> NamesUpdate {
    try importModels([id], members, required: required, components: components)
  }

  /// Imports models at once, all with the same input.
  @discardableResult
  package func importModels(
    _ ids: [String],
    _ members: JSON,
    required: JSON = [],
    components: JSON = [:]
  ) throws -> NamesUpdate {
    let models = ids.map { Self.model($0, members, required: required, components: components) }
    let page: JSON = ["models": .array(models)]
    var importer = RegistryImporter(folder: registry, missingDocumentsFrom: TestFeed.emptyRegistry())
    _ = try importer.run(pages: [("page", page.utf8())], isComplete: false)
    let update = try NamesUpdate(folder: registry)
    _ = try update.write(to: registry)
    return update
  }

  /// The Swift source of all image models.
  package func source() throws -> String {
    let output = try TemporaryFolder()
    try ModelsJob(module: "FalImage", registry: folder.path, output: output.path, tool: "1").run()
    return try output.files().sorted { $0.key < $1.key }.map { String(decoding: $0.value, as: UTF8.self) }.joined()
  }

  private static func model(_ id: String, _ members: JSON, required: JSON, components: JSON) -> JSON {
    func content(_ schema: JSON) -> JSON { ["content": ["application/json": ["schema": schema]]] }
    let input: JSON = [
      "type": "object", "properties": members, "required": required,
      "x-fal-order-properties": .array((members.object?.names ?? []).map(JSON.string)),
    ]
    let output: JSON = ["type": "object", "properties": ["text": ["type": "string"]]]
    return [
      "endpoint_id": .string(id),
      "metadata": ["display_name": "Test", "category": "text-to-image"],
      "openapi": [
        "openapi": "3.0.4",
        "components": ["schemas": components],
        "paths": .object([
          "/\(id)": ["post": ["requestBody": content(input)]],
          "/\(id)/requests/{request_id}": ["get": ["responses": ["200": content(output)]]],
        ]),
      ],
    ]
  }
}

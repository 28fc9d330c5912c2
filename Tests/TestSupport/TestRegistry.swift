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

  /// Imports a model that makes images, whose input has these members, and records its names as the command does.
  @discardableResult
  package func importModel(_ id: String, _ members: JSON, required: JSON, components: JSON = [:]) throws -> NamesUpdate
  {
    func content(_ schema: JSON) -> JSON { ["content": ["application/json": ["schema": schema]]] }
    let input: JSON = [
      "type": "object", "properties": members, "required": required,
      "x-fal-order-properties": .array((members.object?.names ?? []).map(JSON.string)),
    ]
    let output: JSON = ["type": "object", "properties": ["text": ["type": "string"]]]
    let page: JSON = [
      "models": [
        [
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
      ]
    ]
    let empty = Registry(packed: PackedRegistry(index: "", search: "", documents: [:], snapshots: [""]))
    var importer = RegistryImporter(folder: registry, missingDocumentsFrom: empty)
    _ = try importer.run(pages: [("page", page.utf8())], isComplete: false)
    let update = try NamesUpdate(folder: registry)
    _ = try update.write(to: registry)
    return update
  }
}

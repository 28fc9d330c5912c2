import FalCore
import Foundation
import Testing

@testable import FalGenerator
@testable import FalSchema

/// Makes endpoints of small schemas, and the Swift source of them.
enum TestEndpoint {
  /// An endpoint with these schemas for input and output.
  static func source(
    _ id: String = "acme/test",
    input: JSON,
    output: JSON = ["type": "object", "properties": ["text": ["type": "string"]]],
    components: JSON = [:],
    glossary: JSON = [:]
  ) throws -> EndpointSource {
    func content(_ schema: JSON) -> JSON { ["content": ["application/json": ["schema": schema]]] }
    let document: JSON = [
      "components": ["schemas": components],
      "paths": .object([
        "/\(id)": ["post": ["requestBody": content(input)]],
        "/\(id)/requests/{request_id}": ["get": ["responses": ["200": content(output)]]],
      ]),
    ]
    let record: JSON = ["id": .string(id), "name": "Test", "category": "text-to-image", "module": "FalImage"]
    return EndpointSource(
      record: try #require(EndpointRecord(json: record)),
      schema: ModelSchema(snapshot: document, id: id, category: "text-to-image"),
      glossary: Glossary(json: glossary).of(try #require(EndpointRecord(json: record)))
    )
  }

  static func generate(
    _ sources: [EndpointSource],
    typeNames: [String: String]? = nil,
    names: Names = Names()
  ) -> ModelGenerator.Result {
    let typeNames = typeNames ?? TypeNames.assigned(to: sources.map(\.record.id))
    var generator = ModelGenerator(names: names, typeNames: typeNames)
    for source in sources { generator.add(source) }
    return generator.result()
  }
}

extension ModelGenerator.Result {
  /// What was written, without the lines that every file begins with.
  var text: String {
    sources(EmitOptions(access: .public)).map {
      $0.text.drop { $0 != "\n" }.dropFirst(2).drop { $0 != "\n" }.dropFirst()
    }.joined()
  }

  /// What was noticed, one line each.
  var remarks: [String] { diagnostics.map(\.description) }
}

import FalCore
import FalRegistry
import FalSystem
import TestSupport
import Testing

@testable import FalEmulator

@Suite("Schemas nested without end")
struct DeepSchemaTests {
  /// Schemas that wrap another.
  static let wrappers: [@Sendable (JSON) -> JSON] = [
    { ["type": "array", "items": $0] },
    { ["anyOf": [["type": "array", "items": $0], ["type": "boolean"]]] },
    { ["anyOf": [["type": "object", "properties": ["a": $0], "required": ["a"]], ["type": "boolean"]]] },
  ]

  @Test("They fit the stacks of the threads that serve", arguments: wrappers.indices)
  func stack(kind: Int) async {
    var schema: JSON = ["type": "integer"]
    var value: JSON = "x"
    for _ in 0..<110 {
      schema = Self.wrappers[kind](schema)
      value = kind == 2 ? ["a": value] : [value]
    }
    let content: JSON = ["content": ["application/json": ["schema": ["properties": ["x": schema]]]]]
    let document: JSON = ["paths": ["/": ["post": ["requestBody": content], "get": ["responses": ["200": content]]]]]
    let input: JSON = ["x": value]

    let done = Event()
    let hasStarted = SystemThread.start {
      defer { done.happen() }
      let model = ModelSchema(snapshot: document, id: "a/b", category: "x")
      #expect(InputValidator(model.input).accepts(input))
      let values = InputValues(input, fields: model.inputs)
      guard let formats = try? RequestedFormats(values) else {
        Issue.record("the formats could not be read")
        return
      }
      let request = MediaRequest(values, formats: formats, endpoint: "a/b", longestSide: 8)
      let output = OutputMaker(values, MediaMaker(request, files: LocalModel.files())).output(of: model.output)
      #expect(InputValidator(model.output).accepts(output))
    }
    #expect(hasStarted)
    await done.wait()
  }
}

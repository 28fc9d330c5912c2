import FalCore
import TestSupport

@testable import FalRegistry
@testable import FalSchema

/// Validators of made-up models.
enum TestInput {
  static func validator(
    _ properties: JSON,
    required: JSON = [],
    _ override: JSON = [:],
    overrides: JSON = [:],
    components: JSON = [:]
  ) -> InputValidator {
    let components = (components.object ?? [:]).map { ($0.name, $0.value) }
    let document = TestFeed.document("a/b", input: properties, required: required, components: components)
    let overrides = Overrides(json: ["endpoints": ["a/b": overrides]])
    let schema = ModelSchema(snapshot: document, id: "a/b", category: "image-to-image", overrides: overrides)
    return InputValidator(schema, EndpointOverride(json: override))
  }

  /// The problems with the value of an input `x`.
  static func issues(_ schema: JSON, _ value: JSON, components: JSON = [:]) -> [ValidationIssue] {
    validator(.object(JSONObject([("x", schema)])), components: components)
      .issues(in: .object(JSONObject([("x", value)])))
  }
}

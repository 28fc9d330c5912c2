import FalCore
import TestSupport
import Testing

@testable import FalRegistry
@testable import FalSchema

/// What documents say and schemas cannot tell.
extension SchemaCompositionTests {
  static let losses: [(JSON, [SchemaLoss])] = [
    (["type": "object", "patternProperties": ["^a": ["type": "string"]]], [.keyword("patternProperties")]),
    (["type": "integer", "not": ["const": 3]], [.keyword("not")]),
    (["properties": ["a": [:]], "if": [:], "then": [:]], [.keyword("if")]),
    (["properties": ["a": [:]], "additionalProperties": ["type": "integer"]], [.keyword("additionalProperties")]),
    (["type": "array", "prefixItems": [["type": "number"], ["type": "string"]]], [.positions]),
    (["type": "array", "prefixItems": [["type": "number"], ["type": "number"]], "maxItems": 2], []),
    (["type": "array", "items": ["type": "string"], "maxItems": 2], []),
    (false, [.keyword("false")]), (true, []), ([:], []),
  ]

  @Test("What cannot be told is remarked on", arguments: losses)
  func remarks(schema: JSON, expected: [SchemaLoss]) throws {
    #expect(try node(schema).losses == expected)
  }

  @Test("What is cut off is remarked on, and nothing else is")
  func cutOff() throws {
    func losses(_ node: SchemaNode) -> Set<SchemaLoss> {
      var found = Set(node.losses)
      switch node.shape {
      case .list(let item), .map(let item): found.formUnion(losses(item))
      case .object(let fields): for field in fields { found.formUnion(losses(field.node)) }
      case .union(let branches): for branch in branches { found.formUnion(losses(branch)) }
      default: break
      }
      return found
    }
    func chain(_ count: Int) throws -> Set<SchemaLoss> {
      let components = (0..<count).map { number -> (String, JSON) in
        let next: JSON = number + 1 < count ? Self.reference("C\(number + 1)") : ["type": "string"]
        return ("C\(number)", ["type": "object", "properties": ["a": next, "b": next]])
      }
      return losses(try node(Self.reference("C0"), Self.object(components)))
    }
    #expect(try chain(10) == [])
    #expect(try chain(30) == [.cutOff])
  }

  @Test("What is too large is cut off inside, and not what stands beside it")
  func fairShares() throws {
    let components = (0..<40).map { number -> (String, JSON) in
      let next = Self.reference("C\(number + 1)")
      return ("C\(number)", ["type": "object", "properties": ["a": next, "b": next, "c": ["type": "integer"]]])
    }
    let schema = schema(["properties": ["x": Self.reference("C0"), "y": ["type": "integer"]]], Self.object(components))
    var node = try #require(schema.inputs.first).node
    #expect(schema.inputs.last?.node.shape == .integer)
    for _ in 0..<8 {
      #expect(node.fields.last?.node.shape == .integer)
      node = try #require(node.fields.first).node
    }
  }
}

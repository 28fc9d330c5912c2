package import FalCore
package import FalEmulator

/// Answers with its input, or fails as the input says.
package struct TestModel: EmulatedModel {
  package init() {}

  package func accept(_ endpoint: EndpointID) throws(ModelFailure) {
    if endpoint.owner == "nobody" {
      throw ModelFailure(status: 404, body: ["detail": .string("Path /\(endpoint) not found")])
    }
  }

  package func output(of endpoint: EndpointID, input: JSON, files: EmulatedFiles) throws(ModelFailure) -> JSON {
    if let status = input["fail"].int { throw ModelFailure(status: status, body: input["body"]) }
    if let type = input["infrastructure"].string { throw .infrastructure(type, "Runner disconnected") }
    return ["echo": input, "endpoint": .string(endpoint.description)]
  }

  package func stream(of endpoint: EndpointID, input: JSON, files: EmulatedFiles) throws(ModelFailure) -> [JSON] {
    let output = try output(of: endpoint, input: input, files: files)
    return ["a", "ü\n", "c"].map { ["text": $0] } + [output]
  }
}

package import FalCore
package import FalEmulator

/// A model that works until it is let go, and tells when a request comes.
package struct GatedModel: EmulatedModel {
  package let gate = Event()
  private let accepting: @Sendable () -> Void

  package init(accepting: @escaping @Sendable () -> Void = {}) { self.accepting = accepting }

  package func accept(_ endpoint: EndpointID) throws(ModelFailure) { accepting() }

  package func output(of endpoint: EndpointID, input: JSON, files: EmulatedFiles) throws(ModelFailure) -> JSON {
    gate.block()
    return try TestModel().output(of: endpoint, input: input, files: files)
  }

  package func stream(of endpoint: EndpointID, input: JSON, files: EmulatedFiles) throws(ModelFailure) -> [JSON] { [] }
}

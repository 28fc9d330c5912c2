import FalCore
import FalEmulator
import TestSupport

/// A model that works until it is let go, and tells when a request comes.
struct GatedModel: EmulatedModel {
  let gate = Event()
  var accepting: @Sendable () -> Void = {}

  func accept(_ endpoint: EndpointID) throws(ModelFailure) { accepting() }

  func output(of endpoint: EndpointID, input: JSON, files: EmulatedFiles) throws(ModelFailure) -> JSON {
    try? Blocking.run { await gate.wait() }
    return try TestModel().output(of: endpoint, input: input, files: files)
  }

  func stream(of endpoint: EndpointID, input: JSON, files: EmulatedFiles) throws(ModelFailure) -> [JSON] { [] }
}

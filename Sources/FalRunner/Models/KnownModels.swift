package import FalCore
package import FalRegistry

/// The models that are known: those of a registry, or as fal describes them now.
package struct KnownModels: Sendable {
  let registry: Registry
  /// Asks fal for what an input may be, instead of the registry; `nil` where the registry is to say it.
  let remote: (@Sendable (EndpointID) async throws(RunError) -> RegisteredModel)?

  package init(
    registry: Registry,
    remote: (@Sendable (EndpointID) async throws(RunError) -> RegisteredModel)? = nil
  ) {
    self.registry = registry
    self.remote = remote
  }

  /// What is known of a model's input; `nil` when nobody knows the model.
  package func forInput(_ endpoint: EndpointID) async throws(RunError) -> RegisteredModel? {
    if let remote { return try await remote(endpoint) }
    return try registered(endpoint)
  }

  /// What the registry knows of a model; `nil` when it does not have it.
  package func registered(_ endpoint: EndpointID) throws(RunError) -> RegisteredModel? {
    try reading { () throws(RegistryError) in
      guard let record = try registry.record(of: endpoint.description) else { return nil }
      return try registry.model(of: record, document: try registry.snapshot(of: record))
    }
  }

  /// Reports what goes wrong with a registry as an error of the configuration.
  func reading<T>(_ read: () throws(RegistryError) -> T) throws(RunError) -> T {
    do {
      return try read()
    } catch {
      throw RunError(.config, error.description, remedy: .verifyRegistry)
    }
  }
}

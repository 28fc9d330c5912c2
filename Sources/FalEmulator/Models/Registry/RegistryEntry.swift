import FalRegistry

/// What has to be known of a model to stand for it.
struct RegistryEntry: Sendable {
  let schema: ModelSchema
  let isStreaming: Bool
}

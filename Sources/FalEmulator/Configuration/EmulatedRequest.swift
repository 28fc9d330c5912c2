public import FalCore

/// An input that came to a local fal.
public struct EmulatedRequest: Sendable, Hashable {
  /// What it came for: `submit`, `run` or `stream`.
  public let operation: EmulatorOperation
  /// The model.
  public let endpoint: EndpointID
  /// The input.
  public let input: JSON
}

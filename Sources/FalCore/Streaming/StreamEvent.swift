/// What a model has sent so far, or what is new, while it works: that depends on the model.
public struct StreamEvent<Output: FalOutput>: Sendable {
  /// The event as it came.
  public let json: JSON
  /// The event as the model's output; `nil` when it is not, or not yet, one.
  public var output: Output? { try? Output(json: json) }
}

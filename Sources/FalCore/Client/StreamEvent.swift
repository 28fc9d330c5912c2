/// What a model has sent while it works.
///
/// Some models send all that there is so far, others what is new; fal does not say which, and its documents do not either.
/// The last event is the result.
public struct StreamEvent<Output: FalOutput>: Sendable {
  /// The event as it came.
  public let json: JSON
  /// fal's id of the request; `nil` when the answer does not tell.
  public let requestID: String?
  /// The event as the model's output; `nil` when it is not, or not yet, one.
  public var output: Output? { try? Output(json: json) }
}

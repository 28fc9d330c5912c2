/// A text that was given as an endpoint id and cannot be one.
public struct InvalidEndpointID: Error, Sendable, Hashable, CustomStringConvertible {
  /// The text as it was given.
  public let text: String
  /// What is wrong with it.
  public let reason: String

  /// What is wrong, and what an id looks like.
  public var description: String {
    "'\(text)' is not an endpoint id: \(reason); an id looks like fal-ai/flux/dev"
  }
}

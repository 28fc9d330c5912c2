/// How a prompt refers to an input: `@Image1` is the first item of `image_urls`.
public struct PromptReference: Sendable, Hashable {
  /// The word after the `@`, without its number.
  public let mark: String
  /// The input it refers to.
  public let field: String
}

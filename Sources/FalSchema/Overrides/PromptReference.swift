/// How a prompt refers to an input: `@Image1` is the first item of `image_urls`.
package struct PromptReference: Sendable, Hashable {
  /// The word after the `@`, without its number.
  package let mark: String
  /// The input it refers to.
  package let field: String
}

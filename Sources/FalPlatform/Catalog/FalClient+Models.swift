public import FalCore

extension FalClient {
  /// Lists or searches the models that fal offers.
  ///
  /// ```swift
  /// for try await model in fal.models(ModelQuery(text: "upscale", category: "image-to-image")) {
  ///   print(model.id, model.name ?? "-")
  /// }
  /// ```
  ///
  /// No key is needed; with one fal allows more calls in a minute. Nothing is sent until the first model, or the first of
  /// the `pages`, is read.
  ///
  /// - Parameter query: Which models, and what of them.
  /// - Returns: The models, in fal's order.
  public func models(_ query: ModelQuery = ModelQuery()) -> ModelListings {
    ModelListings(pages: ModelPages(client: self, query: query))
  }
}

/// A model that fal serves, with the types of what it takes and what it returns.
///
/// Each generated endpoint is an enum without cases, a mere name: `FluxDev.self` says which model to call.
///
/// ```swift
/// func run<Model: FalEndpoint>(_ model: Model.Type, _ input: Model.Input) async throws -> Model.Output {
///   try await fal.subscribe(to: model, input: input).output
/// }
/// print(try await run(FluxSchnell.self, .init(prompt: "a cat")).seed)
/// ```
public protocol FalEndpoint: Sendable {
  /// What the model takes.
  associatedtype Input: FalInput
  /// What the model returns.
  associatedtype Output: FalOutput

  /// The name under which fal serves the model.
  static var id: EndpointID { get }
}

/// A model of which fal says that it can send its output in pieces while it works.
///
/// Some others can as well, without fal's catalogue saying so; `stream` takes any.
public protocol FalStreamingEndpoint: FalEndpoint {}

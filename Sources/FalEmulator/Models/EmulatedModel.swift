import FalCatalog
public import FalCore
public import FalRegistry

/// What a local fal runs in place of the models.
///
/// ```swift
/// struct Echo: EmulatedModel {
///   func accept(_ endpoint: EndpointID) throws(ModelFailure) {}
///
///   func output(of endpoint: EndpointID, input: JSON, files: EmulatedFiles) throws(ModelFailure) -> JSON {
///     if input["prompt"].isNull { throw .invalidInput("prompt", "Field required", type: "missing") }
///     return ["echo": input]
///   }
///
///   func stream(of endpoint: EndpointID, input: JSON, files: EmulatedFiles) throws(ModelFailure) -> [JSON] { [] }
/// }
/// let emulator = try Emulator(model: Echo())
/// ```
public protocol EmulatedModel: Sendable {
  /// What the catalogue lists; the models that falkit knows, unless another registry is given.
  var catalog: Registry { get }

  /// Checks an input before it enters the queue; most models accept anything here and fail later.
  ///
  /// - Throws: `ModelFailure` when there is no such model.
  func accept(_ endpoint: EndpointID) throws(ModelFailure)

  /// Makes an output; the files of which it tells are added to those that are served.
  ///
  /// - Throws: `ModelFailure`, which becomes the answer.
  func output(of endpoint: EndpointID, input: JSON, files: EmulatedFiles) throws(ModelFailure) -> JSON

  /// What the model sends while it works, when it streams; the last is the output.
  ///
  /// - Throws: `ModelFailure`, which becomes the answer.
  func stream(of endpoint: EndpointID, input: JSON, files: EmulatedFiles) throws(ModelFailure) -> [JSON]
}

extension EmulatedModel {
  /// The models that falkit knows.
  public var catalog: Registry { FalCatalog.registry }
}

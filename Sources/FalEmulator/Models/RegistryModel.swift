public import FalCore
public import FalRegistry
import FalTestMedia

/// Runs the models of a registry without any model: it checks inputs as fal does and makes outputs that fit.
///
/// Pictures, movies, sounds and 3D models are real files that show or play something simple. The same input gives the
/// same output, but for the addresses of its files.
public struct RegistryModel: EmulatedModel {
  /// The longest side of pictures and clips in pixels: 8192 by default.
  ///
  /// Small ones are made faster, which tests may want.
  public var longestSide = MakerLimits.side.upperBound

  /// The registry whose models it runs.
  public let catalog: Registry
  private let models: ModelCatalog

  /// Runs the models of a registry, which is read when a model is first asked for.
  public init(_ registry: Registry) {
    catalog = registry
    models = ModelCatalog(registry)
  }

  /// Looks for the endpoint in the registry.
  ///
  /// - Throws: `ModelFailure` when it is not there.
  public func accept(_ endpoint: EndpointID) throws(ModelFailure) {
    _ = try models.record(of: endpoint)
  }

  /// Checks the input and makes an output that fits the endpoint's schema.
  ///
  /// - Throws: `ModelFailure` with status 422 when the input does not fit or asks for a format that cannot be made.
  public func output(of endpoint: EndpointID, input: JSON, files: EmulatedFiles) throws(ModelFailure) -> JSON {
    let model = try models.model(of: endpoint)
    let issues = InputValidator(model.schema.input).issues(in: input).compactMap(\.answer)
    if !issues.isEmpty { throw .invalidInput(issues) }
    let values = InputValues(input, fields: model.schema.inputs)
    let formats = try RequestedFormats(values)
    let request = MediaRequest(values, formats: formats, endpoint: endpoint, longestSide: longestSide)
    return OutputMaker(values, MediaMaker(request, files: files)).output(of: model.output)
  }

  /// Makes the output and, before it, what a model would send while it works.
  ///
  /// - Throws: `ModelFailure` when the endpoint does not stream, or as `output(of:input:files:)` does.
  public func stream(of endpoint: EndpointID, input: JSON, files: EmulatedFiles) throws(ModelFailure) -> [JSON] {
    let saysSo = endpoint.path?.split(separator: "/").last == "stream"
    guard try models.record(of: endpoint).isStreaming || saysSo else {
      throw ModelFailure(status: 404, body: ["detail": "Path /stream not found"])
    }
    return StreamEvents.leading(to: try output(of: endpoint, input: input, files: files))
  }
}

/// What a model returned.
///
/// ```swift
/// let result = try await fal.subscribe(to: FluxDev.self, input: .init(prompt: "a cat"))
/// print(result.output.seed, result.files.map(\.url), result.json["timings"], result.requestID ?? "-")
/// ```
public struct FalResult<Output: FalOutput>: Sendable {
  /// The output.
  public let output: Output
  /// The whole answer, also what `Output` does not know.
  public let json: JSON
  /// fal's id of the request; `nil` when a direct run's answer does not tell.
  public let requestID: String?
  /// What was charged, in the units of the model's price; `nil` when the answer does not tell.
  public let billableUnits: Double?

  /// A result as tests and previews need one.
  ///
  /// - Parameters:
  ///   - output: The output.
  ///   - json: The whole answer.
  ///   - requestID: fal's id of the request.
  ///   - billableUnits: What was charged.
  public init(output: Output, json: JSON = [:], requestID: String? = nil, billableUnits: Double? = nil) {
    self.output = output
    self.json = json
    self.requestID = requestID
    self.billableUnits = billableUnits
  }

  init(_ answer: FalResponse, endpoint: EndpointID, requestID: String?) throws {
    self.requestID = requestID ?? answer.fields[FalField.requestID]
    billableUnits = answer.fields[FalField.billableUnits].flatMap(Double.init).flatMap {
      $0.isFinite && $0 >= 0 ? $0 : nil
    }
    func invalid(_ message: String) -> FalError {
      var error = FalError(.invalidResponse, message)
      error.endpoint = endpoint
      error.requestID = requestID ?? answer.fields[FalField.requestID]
      error.status = answer.status
      error.body = answer.json
      return error
    }
    guard let json = answer.json ?? answer.file else {
      throw UnreadableAnswer(answer.bytes.isEmpty ? "the result is empty" : "the result is not JSON", answer)
    }
    self.json = json
    do throws(OutputError) {
      output = try Output(json: json)
    } catch {
      throw invalid("the result is not what the model's schema promises: \(error); it is in the error's body")
    }
  }
}

/// What a webhook says: how a request ended.
public struct WebhookEvent<Output: FalOutput>: Sendable {
  /// How a request ended.
  public enum Outcome: Sendable {
    /// With an output.
    case completed(Output)
    /// Without one.
    case failed(FalError)
    /// With an output that did not fit into a webhook, for this reason: fetch the result from the queue.
    case notIncluded(reason: String)
  }

  /// fal's id of the request, as in ``RequestHandle/requestID``.
  public let requestID: String
  /// fal's id of its last attempt; usually the same.
  public let gatewayRequestID: String?
  /// How it ended.
  public let outcome: Outcome
  /// The whole body; numbers such as seeds are exact in it, to 2^64-1.
  public let json: JSON

  /// The output, when there is one.
  public var output: Output? { if case .completed(let output) = outcome { output } else { nil } }

  /// Reads the body of a webhook, whoever sent it: only ``WebhookVerifier`` tells whether that was fal.
  ///
  /// - Parameters:
  ///   - body: The body, byte for byte.
  ///   - endpoint: The model, for errors.
  /// - Throws: `WebhookError` of kind `unreadable`.
  public init(parsing body: [UInt8], endpoint: EndpointID? = nil) throws(WebhookError) {
    let json: JSON
    do throws(JSONParseError) {
      json = try JSON(parsing: body)
    } catch {
      throw WebhookError(.unreadable, "its body is not JSON: \(error)")
    }
    guard let requestID = json["request_id"].string, !requestID.isEmpty else {
      throw WebhookError(.unreadable, "its body names no request")
    }
    self.requestID = requestID
    gatewayRequestID = json["gateway_request_id"].string
    self.json = json
    outcome = try Self.outcome(json, requestID, endpoint)
  }

  private static func outcome(
    _ json: JSON,
    _ requestID: String,
    _ endpoint: EndpointID?
  ) throws(WebhookError) -> Outcome {
    switch json["status"].string {
    case "OK":
      if let reason = json["payload_error"].string { return .notIncluded(reason: reason) }
      do throws(OutputError) {
        return .completed(try Output(json: json["payload"]))
      } catch {
        throw WebhookError(.unreadable, "the output is not what the model's schema promises: \(error)")
      }
    case "ERROR":
      return .failed(FalError(payload: json["payload"], reason: json["error"].string, requestID, endpoint))
    case let status:
      throw WebhookError(.unreadable, "its status is '\(status?.prefix(40) ?? "")', neither OK nor ERROR")
    }
  }
}

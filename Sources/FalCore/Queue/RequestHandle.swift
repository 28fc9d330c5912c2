/// A request in the queue, by which its status and result can be asked for: now, later, or from another program.
///
/// Keep it (it is `Codable`) and nothing that was paid for is lost.
///
/// ```swift
/// try JSONEncoder().encode(handle).write(to: file)
/// // Later, or in another program:
/// let handle = try JSONDecoder().decode(FluxDev.Handle.self, from: Data(contentsOf: file))
/// let result = try await fal.wait(for: handle)
/// ```
public struct RequestHandle<Output: FalOutput>: Sendable, Hashable {
  /// The model.
  public let endpoint: EndpointID
  /// fal's id of the request.
  public let requestID: String
  /// Where fal said that one asks about it.
  package let addresses: RequestAddresses

  /// Refers to a request of which only the id is known.
  public init(endpoint: EndpointID, requestID: String) {
    self.init(endpoint: endpoint, requestID: requestID, addresses: .unknown)
  }

  package init(endpoint: EndpointID, requestID: String, addresses: RequestAddresses) {
    self.endpoint = endpoint
    self.requestID = requestID
    self.addresses = addresses
  }
}

extension RequestHandle: Codable {
  private enum CodingKeys: String, CodingKey {
    case endpoint
    case requestID = "request_id"
  }

  /// Reads a handle that was written.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      endpoint: try container.decode(EndpointID.self, forKey: .endpoint),
      requestID: try container.decode(String.self, forKey: .requestID),
      addresses: RequestAddresses(json: try JSON(from: decoder))
    )
  }

  /// Writes what is needed to ask about the request later.
  public func encode(to encoder: any Encoder) throws {
    var json = addresses.json
    json["endpoint"] = .string(endpoint.description)
    json["request_id"] = .string(requestID)
    try JSON.object(json).encode(to: encoder)
  }
}

extension FalEndpoint {
  /// A request to the model, as `submit` gives it: `FluxDev.Handle`.
  public typealias Handle = RequestHandle<Output>
}

extension RequestHandle where Output == JSON {
  /// Forgets what the result looks like.
  public init<Typed>(_ handle: RequestHandle<Typed>) {
    self.init(endpoint: handle.endpoint, requestID: handle.requestID, addresses: handle.addresses)
  }
}

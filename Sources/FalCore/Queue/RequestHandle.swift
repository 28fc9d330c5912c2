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
public struct RequestHandle<Output: FalOutput>: Sendable, Hashable, Codable {
  /// The model.
  public let endpoint: EndpointID
  /// fal's id of the request.
  public let requestID: String
  /// Where fal says that the request is; only used when it is on a host that the client trusts.
  package let resultURL: String?

  /// Refers to a request of which only the id is known.
  public init(endpoint: EndpointID, requestID: String) {
    self.init(endpoint: endpoint, requestID: requestID, resultURL: nil)
  }

  package init(endpoint: EndpointID, requestID: String, resultURL: String?) {
    self.endpoint = endpoint
    self.requestID = requestID
    self.resultURL = resultURL
  }

  private enum CodingKeys: String, CodingKey {
    case endpoint
    case requestID = "request_id"
    case resultURL = "response_url"
  }
}

extension FalEndpoint {
  /// A request to the model, as `submit` gives it: `FluxDev.Handle`.
  public typealias Handle = RequestHandle<Output>
}

extension RequestHandle where Output == JSON {
  /// Forgets what the result looks like.
  public init<Typed>(_ handle: RequestHandle<Typed>) {
    self.init(endpoint: handle.endpoint, requestID: handle.requestID, resultURL: handle.resultURL)
  }
}

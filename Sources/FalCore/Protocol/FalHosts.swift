import FalSystem

/// Where fal's services are, and the addresses of one endpoint and its requests there.
///
/// Submitting, running and streaming use the whole id. Everything about a request uses the id's base: fal answers 405
/// when it is asked for `fal-ai/flux/dev/requests/...` instead of `fal-ai/flux/requests/...`.
public struct FalHosts: Sendable, Hashable {
  /// Scheme and host of direct runs and streams.
  public var run: String
  /// Scheme and host of the queue.
  public var queue: String
  /// Scheme and host of the service that hands out tokens and addresses for uploads.
  public var rest: String
  /// Scheme and host of the servers that keep files.
  public var cdn: String
  /// Scheme and host of the Platform API: the catalogue, prices, accounts.
  public var platform: String
  /// Scheme and host of fal's pages, which also have the OpenAPI document of each model.
  public var site: String

  /// Creates a set of hosts; those of fal.ai where none are given.
  ///
  /// - Parameters:
  ///   - run: Scheme and host of direct runs, without a slash at the end.
  ///   - queue: Scheme and host of the queue, without a slash at the end.
  ///   - rest: Scheme and host of tokens and uploads, without a slash at the end.
  ///   - cdn: Scheme and host of files, without a slash at the end; it never gets the key.
  ///   - platform: Scheme and host of the Platform API, without a slash at the end.
  ///   - site: Scheme and host of fal's pages, without a slash at the end; it never gets the key.
  public init(
    run: String = "https://fal.run",
    queue: String = "https://queue.fal.run",
    rest: String = "https://rest.fal.ai",
    cdn: String = "https://v3.fal.media",
    platform: String = "https://api.fal.ai",
    site: String = "https://fal.ai"
  ) {
    self.run = run
    self.queue = queue
    self.rest = rest
    self.cdn = cdn
    self.platform = platform
    self.site = site
  }

  /// Where an input is posted to run a model at once, without the queue.
  package func runURL(of endpoint: EndpointID) -> String { "\(run)/\(endpoint)" }

  /// Where an input is posted to receive server-sent events; `/stream` is not repeated.
  package func streamURL(of endpoint: EndpointID) -> String { appending("stream", to: runURL(of: endpoint)) }

  /// Where a WebSocket is opened: the path follows the endpoint, and is not repeated.
  package func realtimeURL(of endpoint: EndpointID, path: String = "realtime") -> String {
    let url = path.isEmpty ? runURL(of: endpoint) : appending(path, to: runURL(of: endpoint))
    return url.hasPrefix("http") ? "ws" + url.dropFirst("http".count) : url
  }

  /// Where an input is posted to enter the queue.
  package func submitURL(of endpoint: EndpointID) -> String { "\(queue)/\(endpoint)" }

  /// Where the result of a request is read.
  package func resultURL(of endpoint: EndpointID, request: String) -> String {
    "\(queue)/\(endpoint.base)/requests/\(PercentCoding.encode(request, keepsDots: false))"
  }

  /// Where the status of a request is read.
  package func statusURL(of endpoint: EndpointID, request: String) -> String {
    resultURL(of: endpoint, request: request) + "/status"
  }

  /// Where the status of a request is followed as server-sent events.
  package func statusStreamURL(of endpoint: EndpointID, request: String) -> String {
    statusURL(of: endpoint, request: request) + "/stream"
  }

  /// Where a PUT cancels a request.
  package func cancelURL(of endpoint: EndpointID, request: String) -> String {
    resultURL(of: endpoint, request: request) + "/cancel"
  }

  /// The servers that keep files together with `cdn`: all of fal's when it is one of them, else it alone.
  ///
  /// Another host of the domain may be somebody's who was given the name.
  package var fileServers: [String] {
    let known = HTTPAddress(cdn)
    return Self.ownFileServers.contains { HTTPAddress($0) == known } ? Self.ownFileServers : [cdn]
  }

  private static let ownFileServers = ["v3", "v3b", "v2"].map { "https://\($0).fal.media" }

  private func appending(_ suffix: String, to url: String) -> String {
    url.hasSuffix("/\(suffix)") ? url : "\(url)/\(suffix)"
  }
}

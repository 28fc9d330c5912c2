public import FalCore

/// What a proxy may do, for whom, and with which key.
///
/// ```swift
/// let users = ["Bearer 7f3a": "anna"]
/// var configuration = FalProxyConfiguration(
///   credentials: try FalCredentials(key: "id:secret"),
///   allowedEndpoints: ["fal-ai/flux/**"]
/// ) { request in
///   request.fields["Authorization"].flatMap { users[$0] }.map { ProxyCaller(id: $0) }
/// }
/// configuration.limits.requestsPerMinute = 60
/// let proxy = try FalProxy(configuration)
/// ```
public struct FalProxyConfiguration: Sendable {
  /// The key that is added to what is sent on.
  public var credentials: FalCredentials
  /// Which endpoints may be called: ids, or patterns in which `*` stands for any characters, slashes too, and `?` for
  /// one.
  ///
  /// Case matters, as it does in ids. `fal-ai/flux/**` takes `fal-ai/flux/dev`, and not `fal-ai/flux` itself.
  /// Requests are followed under the base of their endpoint, which several share: who may call one of them may ask
  /// for the requests of all, as far as the id of a request is known.
  public var allowedEndpoints: [String]
  /// Says who sends a request, by its fields and its address; `nil` for somebody who may not, which is answered with
  /// 401.
  ///
  /// It must leave the body alone, which can be read once. What it throws is answered with 503. Where really
  /// everybody may call, it gives the same caller to all, or one for each remote address.
  public var authorize: @Sendable (ProxyRequest) async throws -> ProxyCaller?
  /// Where fal is; fal's own hosts by default.
  public var hosts = FalHosts()
  /// How much a caller may ask for.
  public var limits = ProxyLimits()
  /// Whether files may be uploaded, to addresses that fal signs for one upload each; yes by default.
  public var allowsUploads = true
  /// Whether tokens for the servers of files are handed out; no by default.
  ///
  /// With one of them anything can be uploaded for as long as it lives, past the proxy. falkit's own client needs none.
  public var allowsStorageTokens = false
  /// Whether tokens for realtime connections are handed out; no by default.
  ///
  /// With one of them its apps can be called for up to 10 minutes past the proxy and its limits. fal's older kind
  /// names an app by its alias alone, and opens all of its endpoints: an alias is taken when an entry of
  /// `allowedEndpoints` spells owner and alias out, whatever follows them. The newer kind names endpoints, each of
  /// which has to be allowed.
  public var allowsRealtime = false
  /// Whether a submit may name an address to which fal posts the result; no by default, because it can be anybody's.
  public var allowsWebhooks = false
  /// How long fal may be silent until it is given up; 2 minutes by default.
  ///
  /// Direct runs and streams are not given up: their caller decides how long to wait.
  public var silence: Duration = .seconds(120)
  /// What sends requests to fal; must decode content codings, as falkit's do.
  public var transport: any HTTPTransport = HTTPTransports.standard
  /// Is told of each request and of what is refused; never the key, an input, an output or a token.
  public var log: (@Sendable (FalLogMessage) -> Void)?

  /// The time, by which limits are counted.
  package var now: @Sendable () -> ContinuousClock.Instant = { .now }

  /// Creates a configuration for fal's own hosts.
  ///
  /// - Parameters:
  ///   - credentials: The key that is added to what is sent on.
  ///   - allowedEndpoints: Which endpoints may be called, at least one id or pattern.
  ///   - authorize: Says who sends a request; `nil` for somebody who may not.
  public init(
    credentials: FalCredentials,
    allowedEndpoints: [String],
    authorize: @escaping @Sendable (ProxyRequest) async throws -> ProxyCaller?
  ) {
    self.credentials = credentials
    self.allowedEndpoints = allowedEndpoints
    self.authorize = authorize
  }
}

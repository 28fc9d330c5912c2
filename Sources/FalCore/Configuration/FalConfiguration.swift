import FalSystem

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// How a client reaches fal.
///
/// ```swift
/// var configuration = FalConfiguration()
/// configuration.routing = .proxy(url: "https://example.com/api/fal")
/// configuration.retries = RetryPolicy(attempts: 3)
/// configuration.log = { print($0) }
/// let fal = try FalClient(configuration)
/// ```
public struct FalConfiguration: Sendable {
  /// The key; none is needed behind a proxy, or for a local fal.
  public var credentials: FalCredentials?
  /// Which way requests take.
  public var routing = FalRouting.direct
  /// Where fal is.
  public var hosts = FalHosts()
  /// Header fields that are sent with every request to fal, as `X-Fal-Tags`.
  public var fields = HTTPFields()
  /// How long to wait for the answer to one call, apart from `run` and `stream`, which take as long as the model does;
  /// 2 minutes by default, of which 30 seconds may pass until there is a connection.
  public var callTimeout: Duration = .seconds(120)
  /// When calls are made again.
  public var retries = RetryPolicy()
  /// Is asked before an input is sent, and before its files are uploaded; what it throws is thrown, and nothing is sent.
  ///
  /// ```swift
  /// configuration.check = FalCatalog.registry.check
  /// ```
  ///
  /// In the JSON of the input, files that are yet to be uploaded are their names.
  public var check: (@Sendable (_ endpoint: EndpointID, _ input: InputValue) throws -> Void)?
  /// Is told what is sent and what comes back; never the key, an input or an output.
  public var log: (@Sendable (FalLogMessage) -> Void)?
  /// What sends requests.
  public var transport: any HTTPTransport = HTTPTransports.standard

  /// Creates a configuration for fal's own hosts.
  public init(credentials: FalCredentials? = nil) {
    self.credentials = credentials
  }

  /// The configuration that the environment asks for: the key as in `FalCredentials`, and other hosts where
  /// `FAL_RUN_HOST`, `FAL_QUEUE_RUN_HOST`, `FAL_REST_HOST` or `FAL_CDN_V3_HOST` name them.
  ///
  /// `FALKIT_RUN_URL`, `FALKIT_QUEUE_URL`, `FALKIT_REST_URL`, `FALKIT_CDN_URL`, `FALKIT_PLATFORM_URL` and `FALKIT_SITE_URL` are whole addresses
  /// and win over those, for a local fal among others.
  ///
  /// - Throws: `FalError` of kind `invalidConfiguration` when a key or a host cannot be one.
  public static func environment() throws(FalError) -> FalConfiguration {
    try from(environment: ProcessEnvironment.all)
  }

  package static func from(environment: [String: String]) throws(FalError) -> FalConfiguration {
    var configuration = FalConfiguration(credentials: try FalCredentials(environment: environment))
    configuration.hosts = try hosts(environment: environment)
    return configuration
  }

  /// Where the environment says that fal is.
  package static func hosts(
    environment: [String: String] = ProcessEnvironment.all
  ) throws(FalError) -> FalHosts {
    var hosts = FalHosts()
    if let host = environment["FAL_RUN_HOST"], !host.isEmpty {
      hosts.run = try address(host, "FAL_RUN_HOST")
      hosts.queue = try address("queue.\(host)", "FAL_RUN_HOST")
    }
    if let host = environment["FAL_QUEUE_RUN_HOST"], !host.isEmpty {
      hosts.queue = try address(host, "FAL_QUEUE_RUN_HOST")
    }
    if let host = environment["FAL_REST_HOST"], !host.isEmpty {
      hosts.rest = try address(host, "FAL_REST_HOST")
    }
    if let host = environment["FAL_CDN_V3_HOST"], !host.isEmpty {
      hosts.cdn = try address(host, "FAL_CDN_V3_HOST")
    }
    for (variable, host) in [
      ("FALKIT_RUN_URL", \FalHosts.run), ("FALKIT_QUEUE_URL", \.queue), ("FALKIT_REST_URL", \.rest),
      ("FALKIT_CDN_URL", \.cdn), ("FALKIT_PLATFORM_URL", \.platform), ("FALKIT_SITE_URL", \.site),
    ] {
      guard let url = environment[variable], !url.isEmpty else { continue }
      guard HTTPAddress(url)?.isProtected == true, !url.contains("?") else {
        throw FalError(.invalidConfiguration, "\(variable) must be an address with https, or with http on this machine")
      }
      hosts[keyPath: host] = url.hasSuffix("/") ? String(url.dropLast()) : url
    }
    return hosts
  }

  /// The variables hold the names of hosts, not addresses; of this machine no encryption is asked.
  private static func address(_ host: String, _ variable: String) throws(FalError) -> String {
    guard !host.contains("/"), let secure = HTTPAddress("https://\(host)") else {
      throw FalError(.invalidConfiguration, "\(variable) must be the name of a host, as in fal.run")
    }
    return secure.isLoopback ? "http://\(host)" : "https://\(host)"
  }
}

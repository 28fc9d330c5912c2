#if !canImport(Darwin)
  import CFalCurl
#endif

/// The transports that come with falkit.
public enum HTTPTransports {
  /// The transport that clients use unless they are given another: one for the whole program, so that connections are shared.
  public static let standard: any HTTPTransport = {
    #if canImport(Darwin)
      URLSessionTransport()
    #else
      CurlTransport()
    #endif
  }()

  /// What the standard transport is made of, with its version; or why it cannot be used.
  package static var description: String {
    #if canImport(Darwin)
      "URLSession"
    #else
      falcurl_load().map { String(cString: $0) } ?? String(cString: falcurl_version())
    #endif
  }
}

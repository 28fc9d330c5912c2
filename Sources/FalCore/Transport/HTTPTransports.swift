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
}

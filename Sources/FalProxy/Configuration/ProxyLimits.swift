/// How much a caller may ask of a proxy.
///
/// They are counted in memory: each value of ``FalProxy`` that was made anew counts for itself, and its copies count
/// together.
public struct ProxyLimits: Sendable, Hashable {
  /// How many requests a caller may send in a minute, also for what is not allowed; 600 by default, `nil` for any
  /// number.
  ///
  /// So many may come at once; after that, one more for each part of a minute that passes.
  public var requestsPerMinute: Int?
  /// How many requests of a caller may be answered at the same time; 64 by default, `nil` for any number.
  ///
  /// One is answered until its last byte has been read, and streams last as long as a model works.
  public var concurrentRequests: Int?
  /// The most bytes that the body of a call may have; 64 MB by default.
  ///
  /// Uploaded files may be longer.
  public var largestBody: Int

  /// Creates limits.
  ///
  /// - Parameters:
  ///   - requestsPerMinute: How many requests a caller may send in a minute, at least 1; `nil` for any number.
  ///   - concurrentRequests: How many may be answered at the same time, at least 1; `nil` for any number.
  ///   - largestBody: The most bytes that the body of a call may have.
  public init(requestsPerMinute: Int? = 600, concurrentRequests: Int? = 64, largestBody: Int = 64 << 20) {
    self.requestsPerMinute = requestsPerMinute
    self.concurrentRequests = concurrentRequests
    self.largestBody = largestBody
  }
}

/// How often and after how long calls are made again.
///
/// | call                    | after                                                                             |
/// |-------------------------|-----------------------------------------------------------------------------------|
/// | submit, run, stream     | no connection, so that nothing can have arrived; 429                              |
/// | status, files, platform | any failure of the connection; 408, 409, 429, 500, 502, 503, 504, 520 to 530      |
/// | result, cancel          | any failure of the connection; 408, 409, 429, 502, 503, 504, 520 to 530           |
/// | status stream           | never: polling takes its place                                                    |
///
/// Those of the second and third line also after an answer that cannot be read: an empty one, one that was cut off, a page in
/// HTML with 200 or 403; and status, result and cancel after 404 in the first 10 seconds after the submit.
///
/// Never again, whatever the call: after `X-Fal-Request-Timeout-Type: user` (the time allowed for starting is over), after
/// a certificate that is not trusted, and when the server says that it is of no use (`X-Fal-Retryable: false`).
/// What `Retry-After` (seconds or a date) and `x-ratelimit-reset` ask for is waited for; when that is longer than the longest
/// delay, nothing is waited for, and the error says how long it would be (``FalError/retryAfter``).
///
/// ```swift
/// configuration.retries = RetryPolicy(attempts: 10, delay: .seconds(1), longestDelay: .seconds(60))
/// configuration.retries = .never
/// ```
public struct RetryPolicy: Sendable, Hashable {
  /// How often a call is made at most, the first time included; 5 by default, 1 for never again.
  public var attempts: Int
  /// The wait before the second attempt, doubled before each further one; half a second by default.
  ///
  /// Up to a quarter more or less is waited, so that many clients do not come back at the same moment.
  public var delay: Duration
  /// The longest wait; 30 seconds by default.
  ///
  /// When the server asks for a longer one, the call is not made again.
  public var longestDelay: Duration

  /// Creates a policy.
  public init(attempts: Int = 5, delay: Duration = .milliseconds(500), longestDelay: Duration = .seconds(30)) {
    self.attempts = attempts
    self.delay = delay
    self.longestDelay = longestDelay
  }

  /// Nothing is done twice.
  public static let never = RetryPolicy(attempts: 1)

  /// The wait before an attempt, counted from 1 for the second.
  package func wait(before attempt: Int, asked: Duration? = nil) -> Duration {
    if let asked { return min(max(asked, .zero), longestDelay) }
    let doubled = delay * (1 << min(attempt - 1, 20))
    return min(doubled, longestDelay) * Double.random(in: 0.75...1.25)
  }
}

/// What can be asked for when a request is submitted and followed to its end.
///
/// ```swift
/// let result = try await fal.subscribe(
///   to: FluxDev.self,
///   input: .init(prompt: "a cat"),
///   options: .init(timeout: .seconds(120), cancelsRequest: true)
/// )
/// ```
public struct SubscribeOptions: Sendable, Hashable {
  /// What is asked for beside the input.
  public var submit: SubmitOptions
  /// How it is followed.
  public var follow: FollowOptions
  /// How long all of it may take, submitting included; without limit by default.
  ///
  /// When it is over the request is cancelled at fal; it may finish all the same.
  public var timeout: Duration?
  /// Whether the request is cancelled at fal when the task is cancelled; by default it goes on, and its result can be
  /// fetched later.
  public var cancelsRequest: Bool

  /// Creates options, the usual ones where nothing is given.
  ///
  /// - Parameters:
  ///   - submit: What is asked for beside the input.
  ///   - follow: How the request is followed.
  ///   - timeout: How long all of it may take.
  ///   - cancelsRequest: Whether the request is cancelled at fal when the task is cancelled.
  public init(
    submit: SubmitOptions = SubmitOptions(),
    follow: FollowOptions = FollowOptions(),
    timeout: Duration? = nil,
    cancelsRequest: Bool = false
  ) {
    self.submit = submit
    self.follow = follow
    self.timeout = timeout
    self.cancelsRequest = cancelsRequest
  }
}

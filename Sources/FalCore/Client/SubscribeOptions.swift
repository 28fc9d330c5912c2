/// What can be asked for when a request is submitted and followed to its end.
public struct SubscribeOptions: Sendable {
  /// What is asked for beside the input.
  public var submit = SubmitOptions()
  /// How it is followed.
  public var follow = FollowOptions()
  /// How long all of it may take, submitting included; without limit by default.
  ///
  /// When it is over the request is cancelled at fal; it may finish all the same.
  public var timeout: Duration?
  /// Whether the request is cancelled at fal when the task is cancelled; by default it goes on, and its result can be
  /// fetched later.
  public var cancelsRequest = false

  /// Creates the usual options.
  public init() {}
}

/// The names of fal's own header fields.
package enum FalField {
  /// Which request an answer is about.
  package static let requestID = "x-fal-request-id"
  /// How many seconds a request may wait for its start.
  package static let startTimeout = "X-Fal-Request-Timeout"
  /// Whose time was over: `user` for that of `startTimeout`.
  package static let timeoutType = "X-Fal-Request-Timeout-Type"
  /// `low` for requests that let others pass.
  package static let priority = "X-Fal-Queue-Priority"
  /// Requests of the same hint go to the same machine where possible.
  package static let runnerHint = "X-Fal-Runner-Hint"
  /// `1` when fal is not to run a request again.
  package static let noRetry = "X-Fal-No-Retry"
  /// `0` when fal is not to keep input and output.
  package static let storesPayload = "X-Fal-Store-IO"
  /// What an answer costs, in the units of the model's price.
  package static let billableUnits = "X-Fal-Billable-Units"
  /// fal's name of a problem.
  package static let errorType = "X-Fal-Error-Type"
  /// Whether the same request may succeed later.
  package static let retryable = "X-Fal-Retryable"
  /// The same by an older name.
  package static let needsRetry = "X-Fal-Needs-Retry"
  /// What becomes of an upload.
  package static let lifecycle = "X-Fal-Object-Lifecycle"
  /// What becomes of the files of a result, or of an upload.
  package static let lifecyclePreference = "X-Fal-Object-Lifecycle-Preference"
  /// What an upload is called.
  package static let fileName = "X-Fal-File-Name"
  /// Where a proxy sends a request on to.
  package static let targetURL = "x-fal-target-url"
}

/// What a request to a local fal is for.
public enum EmulatorOperation: String, Sendable, Hashable, CaseIterable {
  /// A direct run.
  case run
  /// A run whose output is streamed.
  case stream
  /// A new request in the queue.
  case submit
  /// The status of a request.
  case status
  /// The status of a request as a stream.
  case statusStream
  /// The result of a request.
  case result
  /// A cancellation.
  case cancel
  /// A connection to a model that stays open.
  case realtime
  /// A token for such a connection.
  case realtimeToken
  /// The public keys of webhooks.
  case webhookKeys
  /// A token for uploads.
  case token
  /// The beginning of an upload by signed addresses, or in parts.
  case initiate
  /// The bytes of an upload.
  case upload
  /// The bytes of a part of an upload.
  case part
  /// The end of an upload in parts.
  case complete
  /// A file.
  case download
  /// The catalogue.
  case catalog
  /// The prices of models.
  case pricing
  /// The cost of what is planned.
  case estimate
  /// Whose key it is.
  case account
  /// What fal says about itself.
  case meta
}

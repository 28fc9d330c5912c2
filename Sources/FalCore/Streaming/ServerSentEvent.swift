/// An event of a stream of server-sent events.
struct ServerSentEvent: Sendable, Hashable {
  /// The event's name; `message` when the server gives none.
  var name = "message"
  /// The event's data, its lines joined.
  var data: String
}

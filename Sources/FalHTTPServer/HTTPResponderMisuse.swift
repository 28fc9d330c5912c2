/// A mistake in a handler: calls of its responder that make no valid answer.
package enum HTTPResponderMisuse: Error, Sendable, Hashable {
  /// Nothing was answered.
  case noAnswer
  /// The answer began twice.
  case answeredTwice
  /// There was a piece of the body before `start` or after `finish`.
  case notStarted
  /// The body is longer or shorter than was promised.
  case wrongLength
}

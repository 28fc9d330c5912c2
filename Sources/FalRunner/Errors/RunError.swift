package import FalRequests

/// Why something that was asked for was not done: what was wrong, where, and what to do next.
package struct RunError: Error, Sendable {
  /// What kind of failure it is.
  package enum Kind: Sendable {
    /// The answer is no.
    case failed
    /// What was asked for makes no sense, whatever the files and models are.
    case usage
    /// The input is wrong.
    case invalid
    /// The file, endpoint or request does not exist.
    case notFound
    /// fal could not be reached.
    case unavailable
    /// A fault of falkit's own.
    case internalError
    /// A file cannot be written.
    case cannotWrite
    /// Whoever reads what is written has left, which nobody need be told.
    case readerLeft
    /// Not yet.
    case tryLater
    /// There is no key, or it may not do this.
    case auth
    /// The configuration or the registry cannot be read.
    case config
    /// Whoever asked has told it to end, in one of three ways.
    case interrupted, terminated, hungUp
  }

  package var kind: Kind
  package var message: String
  /// The endpoint it is about.
  package var endpointID: String?
  /// The request it is about.
  package var requestID: String?
  /// What is wrong with the input, where it is an input that is wrong.
  package var issues: [InputIssue] = []
  /// Whether the same may succeed later.
  package var isRetryable = false
  /// Names that may have been meant, nearest first.
  package var suggestions: [String] = []
  /// What to try.
  package var remedy: Remedy?

  package init(
    _ kind: Kind,
    _ message: String,
    endpointID: String? = nil,
    suggestions: [String] = [],
    remedy: Remedy? = nil
  ) {
    self.kind = kind
    self.message = message
    self.endpointID = endpointID
    self.suggestions = suggestions
    self.remedy = remedy
  }

  /// Something that is about a request.
  package init(_ kind: Kind, _ message: String, about record: RequestRecord, remedy: Remedy? = nil) {
    self.init(kind, message, endpointID: record.endpoint.description, remedy: remedy)
    requestID = record.requestID
  }
}

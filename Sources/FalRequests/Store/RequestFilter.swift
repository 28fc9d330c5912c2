#if canImport(FoundationEssentials)
  public import FoundationEssentials
#else
  public import Foundation
#endif

/// Which requests a list has; all of them unless it says otherwise.
///
/// ```swift
/// let failed = try await requests.list(RequestFilter(states: [.failed], endpoint: "fal-ai/flux*", limit: 20)).records
/// ```
public struct RequestFilter: Sendable {
  /// The states they may be in; `nil` for any.
  public var states: Set<RequestState>?
  /// A pattern over the ids of models, as `fal-ai/flux*`, without regard to case; `*` also stands for slashes.
  public var endpoint: String?
  /// The session they belong to.
  public var session: String?
  /// Their tags begin with this.
  public var tagPrefix: String?
  /// They were written down at this time or later.
  public var since: Date?
  /// They ended before this time; those that have not are left out.
  public var endedBefore: Date?
  /// At most so many, the newest.
  public var limit: Int?

  /// Creates a filter; without arguments it lets everything through.
  public init(
    states: Set<RequestState>? = nil,
    endpoint: String? = nil,
    session: String? = nil,
    tagPrefix: String? = nil,
    since: Date? = nil,
    endedBefore: Date? = nil,
    limit: Int? = nil
  ) {
    self.states = states
    self.endpoint = endpoint
    self.session = session
    self.tagPrefix = tagPrefix
    self.since = since
    self.endedBefore = endedBefore
    self.limit = limit
  }

  /// The requests that have not ended.
  public static var pending: RequestFilter { RequestFilter(states: RequestState.pending) }
}

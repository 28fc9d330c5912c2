import FalCore
import FalSystem

extension RequestStore {
  /// Lists requests, newest first, without asking fal.
  ///
  /// Of each file the first line is read, several files at a time: 10,000 take a fraction of a second.
  ///
  /// - Throws: `RequestStoreError` when the folder cannot be read; a folder that does not exist has no requests.
  public func list(_ filter: RequestFilter = RequestFilter()) async throws -> RequestListing {
    let matches = RequestMatcher(filter)
    let ids = try folder.ids()
    let shares = Self.shares(of: ids)
    let parts = try await Parallel.map(shares, limit: shares.count) { _, share in read(share, matches) }
    var listing = RequestListing(records: [], damaged: [])
    for part in parts {
      listing.records += part.records
      listing.damaged += part.damaged
    }
    if let limit = filter.limit { listing.records.removeLast(max(0, listing.records.count - limit)) }
    return listing
  }

  /// The newest requests, for programs that have no time for all of them; damaged records are left out.
  ///
  /// - Throws: `RequestStoreError` when the folder cannot be read.
  package func newest(_ count: Int) throws(RequestStoreError) -> [RequestRecord] {
    read(try folder.ids().prefix(count), RequestMatcher(RequestFilter())).records
  }

  private func read(_ ids: ArraySlice<RequestRecord.ID>, _ matcher: RequestMatcher) -> RequestListing {
    var listing = RequestListing(records: [], damaged: [])
    for id in ids {
      do throws(RequestStoreError) {
        // Removed in the meantime when there is none.
        if let record = try folder.record(id), matcher.matches(record) { listing.records.append(record) }
      } catch {
        listing.damaged.append(error)
      }
    }
    return listing
  }

  private static func shares(of ids: [RequestRecord.ID]) -> [ArraySlice<RequestRecord.ID>] {
    let size = max(64, (ids.count + 7) / 8)
    return stride(from: 0, to: ids.count, by: size).map { ids[$0..<min($0 + size, ids.count)] }
  }
}

/// A filter made ready.
struct RequestMatcher: Sendable {
  let filter: RequestFilter
  let pattern: Glob?
  // Times are compared as they are written, which is how they sort.
  let since: String?
  let endedBefore: String?

  init(_ filter: RequestFilter) {
    self.filter = filter
    pattern = filter.endpoint.map(Glob.init)
    since = filter.since.map(RecordTime.text)
    endedBefore = filter.endedBefore.map(RecordTime.text)
  }

  func matches(_ record: RequestRecord) -> Bool {
    if let states = filter.states, !states.contains(record.state) { return false }
    if let pattern, !pattern.matches(record.endpoint.description) { return false }
    if let session = filter.session, session != record.session { return false }
    if let prefix = filter.tagPrefix, record.tag?.hasPrefix(prefix) != true { return false }
    if let since, record.members["created_at"]?.string ?? "" < since { return false }
    if let endedBefore {
      guard record.state.isFinal, let ended = record.members["ended_at"]?.string, ended < endedBefore else {
        return false
      }
    }
    return true
  }
}

/// A list of requests.
public struct RequestListing: Sendable {
  /// The requests, newest first.
  public internal(set) var records: [RequestRecord]
  /// Files that could not be read, or are no whole records, newest first; they stay as they are.
  public internal(set) var damaged: [RequestStoreError]
}

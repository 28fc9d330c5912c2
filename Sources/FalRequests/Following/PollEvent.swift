/// What asking about one request has brought.
public enum PollEvent: Sendable {
  /// There is news of it, which is in the record.
  case changed(RequestRecord)
  /// There is no news, or nothing to ask about.
  case unchanged(RequestRecord)
  /// It could not be asked about, and stays as it was.
  case failed(RequestRecord, any Error)

  /// The record as it is then.
  public var record: RequestRecord {
    switch self {
    case .changed(let record), .unchanged(let record), .failed(let record, _): record
    }
  }
}

import FalCore
import FalRequests

extension RequestAccess {
  /// The result of a request, which fal is asked for where this machine does not have it.
  ///
  /// - Throws: `CommandError`: exit code 75 when it has not ended, that of the model when it failed.
  func result(of record: RequestRecord) async throws -> (RequestRecord, JSON) {
    let record = record.state.isFinal ? record : try await store.refresh(record.id)
    guard record.state.isFinal else {
      var error = CommandError(
        .tryLater,
        "request \(record.name) has not ended: it is \(record.state)",
        endpointID: record.endpoint.description,
        hint: "falkit wait \(record.name)"
      )
      error.requestID = record.requestID
      throw error
    }
    guard let result = try store.result(of: record.id) else { throw CommandError(record) }
    return (record, result)
  }
}

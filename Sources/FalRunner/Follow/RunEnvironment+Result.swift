package import FalCore
package import FalRequests

extension RunEnvironment {
  /// The result of a request, which fal is asked for where this machine does not have it.
  ///
  /// - Throws: `RunError`: of kind `tryLater` when it has not ended, that of the model when it failed.
  package func result(of record: RequestRecord) async throws -> (RequestRecord, JSON) {
    let record = record.state.isFinal ? record : try await store.refresh(record.id)
    guard record.state.isFinal else {
      let message = "request \(record.name) has not ended: it is \(record.state)"
      throw RunError(.tryLater, message, about: record, remedy: .wait(request: record.name))
    }
    guard let result = try store.result(of: record.id) else { throw RunError(record) }
    return (record, result)
  }
}

public import FalCore

extension RequestStore {
  /// Reads a record.
  ///
  /// - Parameter id: falkit's own name of the request, whole; `find(_:)` takes others.
  /// - Returns: The record.
  /// - Throws: `RequestStoreError` when there is none, or it cannot be read, or is damaged.
  public func record(_ id: RequestRecord.ID) throws(RequestStoreError) -> RequestRecord {
    guard let record = try folder.record(id) else { throw missing(id) }
    return record
  }

  /// Reads the input of a request, as it was sent.
  ///
  /// - Returns: The input, of which the record's `inputKept` says how much it is; `nil` when none was kept.
  /// - Throws: `RequestStoreError` when there is no such record, or it cannot be read, or is damaged.
  public func input(of id: RequestRecord.ID) throws(RequestStoreError) -> JSON? {
    try value("input", of: id)
  }

  /// Reads the result of a request.
  ///
  /// - Returns: The model's whole answer; `nil` when there is none.
  /// - Throws: `RequestStoreError` when there is no such record, or it cannot be read, or is damaged.
  public func result(of id: RequestRecord.ID) throws(RequestStoreError) -> JSON? {
    defer { see(id) }
    return try keptResult(of: id)
  }

  /// Reads the result of a request for somebody who will say when it is seen.
  package func keptResult(of id: RequestRecord.ID) throws(RequestStoreError) -> JSON? {
    try value("result", of: id)
  }

  /// Reads the result of a request as the output of its model.
  ///
  /// ```swift
  /// let record = try await requests.wait(for: try await requests.find("@last").id)
  /// let images = try requests.output(of: record.id, from: FluxDev.self)?.images
  /// ```
  ///
  /// - Returns: The output; `nil` when there is no result.
  /// - Throws: `RequestStoreError` as with `result(of:)`, `OutputError` when it is not what the model's type promises.
  public func output<Endpoint: FalEndpoint>(
    of id: RequestRecord.ID,
    from endpoint: Endpoint.Type
  ) throws -> Endpoint.Output? {
    try result(of: id).map { try Endpoint.Output(json: $0) }
  }

  private func value(_ name: String, of id: RequestRecord.ID) throws(RequestStoreError) -> JSON? {
    guard let text = try folder.currentText(id) else { throw missing(id) }
    do throws(RecordDamage) {
      return try text.value(name)
    } catch {
      let message = "the record is damaged and was left as it is: \(error)"
      throw RequestStoreError(.damaged, message, path: folder.recordPath(id))
    }
  }

  func missing(_ id: RequestRecord.ID) -> RequestStoreError {
    RequestStoreError(.notFound, "there is no request \(id) in \(path)")
  }
}

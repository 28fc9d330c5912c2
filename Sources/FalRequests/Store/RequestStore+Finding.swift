extension RequestStore {
  /// The shortest beginning of an id that names a request.
  public static let shortestPrefix = 6

  /// Finds the request that somebody means.
  ///
  /// - Parameters:
  ///   - text: fal's id or falkit's own name, or the first 6 or more characters of one; or `@last` for the newest.
  ///   - session: The session in which `@last` looks; `nil` for all.
  /// - Returns: Its record.
  /// - Throws: `RequestStoreError` of kind `notFound`, `ambiguous` (with the candidates), `tooShort`, `damaged`, `cannotRead`.
  public func find(_ text: String, session: String? = nil) async throws -> RequestRecord {
    if text == "@last" { return try await last(session: session) }
    if let id = RequestRecord.ID(rawValue: text), let record = try folder.record(id) { return record }
    let name = text.lowercased()
    let listing = try await list()
    let exact = listing.records.filter { $0.requestID == text }
    if let record = exact.first { return record }
    guard name.count >= Self.shortestPrefix else {
      let message =
        "'\(text)' is too short for the name of a request; give \(Self.shortestPrefix) characters or more, or @last"
      throw RequestStoreError(.tooShort, message)
    }
    let found = listing.records.filter {
      $0.id.rawValue.hasPrefix(name) || $0.requestID?.lowercased().hasPrefix(name) ?? false
    }
    if let record = found.first, found.count == 1 { return record }
    guard found.isEmpty else { throw ambiguous(text, found) }
    var message = "no request on this machine begins with '\(text)'"
    if !listing.damaged.isEmpty { message += "; \(listing.damaged.count) damaged records could not be searched" }
    throw RequestStoreError(.notFound, message, path: path)
  }

  private func last(session: String?) async throws -> RequestRecord {
    // Mostly the first that is looked at.
    for id in try folder.ids() {
      guard let record = try? folder.record(id), session == nil || record.session == session else { continue }
      return record
    }
    let place = session.map { " in the session '\($0)'" } ?? ""
    throw RequestStoreError(.notFound, "there is no request yet\(place), so @last names none", path: path)
  }

  private func ambiguous(_ text: String, _ found: [RequestRecord]) -> RequestStoreError {
    let shown = found.prefix(5).map { record in
      "\(record.requestID ?? record.id.rawValue) (\([record.endpoint.description, record.label].compactMap(\.self).joined(separator: ", ")))"
    }
    let more = found.count > shown.count ? ", and \(found.count - shown.count) more" : ""
    let message =
      "\(found.count) requests begin with '\(text)': \(shown.joined(separator: ", "))\(more); give more characters"
    return RequestStoreError(.ambiguous, message, candidates: found)
  }
}

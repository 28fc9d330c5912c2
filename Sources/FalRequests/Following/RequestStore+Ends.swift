extension RequestStore {
  /// The requests that have ended without that anybody has got what came of them, newest first, whoever noticed it.
  ///
  /// - Parameter filter: Which of them; states and a limit do not count.
  /// - Returns: Their records.
  /// - Throws: `RequestStoreError` when the folder cannot be read.
  package func unseen(_ filter: RequestFilter = RequestFilter()) throws -> [RequestRecord] {
    var filter = filter
    filter.states = nil
    let matcher = RequestMatcher(filter)
    do {
      return try folder.ends.ids.compactMap { try? folder.record($0) }
        .filter { $0.state.isFinal && matcher.matches($0) }
    } catch {
      throw RequestStoreError(.cannotRead, "the folder cannot be read: \(error)", path: folder.ends.path)
    }
  }

  /// Takes down that somebody has got the result of a request, or knows that there is none.
  package func see(_ id: RequestRecord.ID) { folder.ends.remove(id) }
}

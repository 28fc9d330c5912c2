extension RequestStore {
  /// The requests that have ended without that anybody has got what came of them, newest first, whoever noticed it.
  ///
  /// - Parameters:
  ///   - filter: Which of them; states and a limit do not count.
  ///   - includingSeen: Whether those are among them whose results were shown, and have files that were not saved.
  /// - Returns: Their records.
  /// - Throws: `RequestStoreError` when the folder cannot be read.
  package func unseen(
    _ filter: RequestFilter = RequestFilter(),
    includingSeen: Bool = false
  ) throws -> [RequestRecord] {
    var filter = filter
    filter.states = nil
    let matcher = RequestMatcher(filter)
    do {
      return try folder.ends.ids(includingSeen: includingSeen).compactMap { try? folder.record($0) }
        .filter { $0.state.isFinal && matcher.matches($0) }
    } catch {
      throw RequestStoreError(.cannotRead, "the folder cannot be read: \(error)", path: folder.ends.path)
    }
  }

  /// Takes down that somebody has got the result of a request.
  package func see(_ id: RequestRecord.ID) { folder.ends.see(id) }

  /// Takes down that there is nothing to do any more: the files of a result are saved, or there is no result.
  package func finish(_ id: RequestRecord.ID) { folder.ends.remove(id) }
}

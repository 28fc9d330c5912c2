import FalCore
import FalRegistry
import FalRequests

/// The files of an earlier request as inputs: `@last`, `@request:764cabcf`, `@request:764cabcf:images[0]`.
package struct RequestMedia {
  private let name: String
  private let place: String?

  /// - Parameter text: The request, and perhaps a colon and a place in its result.
  init(_ text: String) {
    let parts = text.split(separator: ":", maxSplits: 1)
    name = parts.first.map(String.init) ?? ""
    place = parts.count == 2 ? String(parts[1]) : nil
  }

  /// The addresses of the files, those of a kind where the result has several kinds.
  ///
  /// - Throws: `RunError`: of kind `notFound` when there is no such request or file, `tryLater` when there is no result yet.
  func addresses(
    _ kind: MediaKind,
    _ store: RequestStore,
    _ session: String?,
    _ models: KnownModels
  ) async throws(RunError) -> [String] {
    let (record, result): (RequestRecord, JSON)
    do {
      record = try await store.find(name, session: session)
      result = try RunOutcome(record, store).result
    } catch {
      throw RunError(any: error)
    }
    let all = ResultFiles.all(in: result, schema: try models.registered(record.endpoint)?.schema.output)
    let found = all.filter { file in
      guard let place else { return true }
      return file.field == place || file.field.hasPrefix(place + "[") || file.field.hasPrefix(place + ".")
    }
    guard !found.isEmpty else {
      let what = place.map { "no file at \($0)" } ?? "no files"
      var error = RunError(
        .notFound,
        "the result of \(record.name) has \(what)",
        about: record,
        remedy: .rawResult(request: record.name)
      )
      error.suggestions = all.prefix(3).map(\.field)
      throw error
    }
    let fitting = found.filter { $0.contentType?.hasPrefix(kind.rawValue + "/") ?? false }
    return (fitting.isEmpty ? found : fitting).map(\.url)
  }
}

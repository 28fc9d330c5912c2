import FalCore
import FalRegistry
import FalRequests

/// The files of an earlier request as inputs: `@last`, `@request:764cabcf`, `@request:764cabcf:images[0]`.
struct RequestMedia {
  private let name: String
  private let place: String?
  private let invocation: Invocation

  /// - Parameters:
  ///   - text: The request, and perhaps a colon and a place in its result.
  ///   - invocation: The command.
  init(_ text: String, _ invocation: Invocation) {
    let parts = text.split(separator: ":", maxSplits: 1)
    name = parts.first.map(String.init) ?? ""
    place = parts.count == 2 ? String(parts[1]) : nil
    self.invocation = invocation
  }

  /// The addresses of the files, those of a kind where the result has several kinds.
  ///
  /// - Throws: `CommandError`: exit code 66 when there is no such request or file, 75 when there is no result yet.
  func addresses(_ kind: MediaKind) throws(CommandError) -> [String] {
    let (record, result): (RequestRecord, JSON)
    do {
      let store = try invocation.requestStore()
      record = try Waiting.run { try await store.find(name, session: invocation.session) }
      result = try ModelOutcome(record, store).result
    } catch {
      throw CommandError(any: error)
    }
    let all = ResultFiles.all(in: result, schema: try invocation.description(of: record.endpoint)?.schema.output)
    let found = all.filter { file in
      guard let place else { return true }
      return file.field == place || file.field.hasPrefix(place + "[") || file.field.hasPrefix(place + ".")
    }
    guard !found.isEmpty else {
      let what = place.map { "no file at \($0)" } ?? "no files"
      var error = CommandError(
        .notFound,
        "the result of \(record.name) has \(what)",
        endpointID: record.endpoint.description,
        suggestions: all.prefix(3).map(\.field),
        hint: "falkit result \(record.name) --raw"
      )
      error.requestID = record.requestID
      throw error
    }
    let fitting = found.filter { $0.contentType?.hasPrefix(kind.rawValue + "/") ?? false }
    return (fitting.isEmpty ? found : fitting).map(\.url)
  }
}

import FalCore
import FalRunner

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// What became of one of several uploads.
struct UploadOutcome: Sendable {
  let source: UploadArgument
  let result: Result<UploadedReference, RunError>

  /// Prints the addresses, in order, and says what failed.
  ///
  /// - Throws: The first error when nothing was uploaded.
  static func show(_ outcomes: [UploadOutcome], _ console: Console) throws -> ExitCode {
    let uploads = outcomes.compactMap { outcome in (try? outcome.result.get()).map { (outcome.source, $0) } }
    var failures: [(source: UploadArgument, error: RunError)] = []
    for outcome in outcomes {
      if case .failure(let error) = outcome.result { failures.append((outcome.source, error)) }
    }
    if uploads.isEmpty, let first = failures.first {
      for failure in failures.dropFirst() { console.say(failure: failure.error.message) }
      throw first.error
    }
    if console.mode == .json {
      try console.print([
        "uploads": .array(uploads.map { json($1, of: $0) }),
        "failed": .array(failures.map { ["source": .string($0.source.name), "message": .string($0.error.message)] }),
      ])
    } else {
      for (_, upload) in uploads { try console.print(TerminalText.text(upload.url)) }
    }
    for failure in failures { console.say(failure: failure.error.message) }
    return failures.isEmpty ? .ok : .partial
  }

  /// An upload as documents show it.
  static func json(_ upload: UploadedReference, of source: UploadArgument) -> JSON {
    [
      "source": .string(source.name), "url": .string(upload.url), "content_type": .string(upload.contentType),
      "bytes": .number(JSONNumber(upload.bytes)), "sha256": .string(upload.sha256),
      "expires_at": upload.expires.map { .string($0.formatted(.iso8601)) } ?? .null, "reused": .bool(upload.reused),
    ]
  }
}

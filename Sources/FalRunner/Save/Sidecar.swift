import FalCore

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  package import Foundation
#endif

/// The description beside a saved file: what it was made from, so that it can be made again.
package enum Sidecar {
  static func path(beside path: String) -> String { path + ".json" }

  /// Writes the description; in one step, so that there is never a half of one.
  ///
  /// - Throws: `RunError` of kind `cannotWrite`.
  static func write(
    beside path: String,
    _ context: SaveContext,
    _ plan: SavePlan,
    seed: JSON,
    format: FileFormat,
    size: Int
  ) throws(RunError) {
    var file = plan.file.json
    // Its content is beside it.
    if plan.file.isDataURI { file["url"] = .string(plan.file.reference) }
    func text(_ text: String?) -> JSON { text.map(JSON.string) ?? .null }
    let document: JSON = [
      "endpoint_id": text(context.endpoint?.description), "request_id": text(context.requestID),
      "session": text(context.session), "input": context.keepsInput ? context.input ?? .null : .null, "seed": seed,
      "field": .string(plan.file.field), "file": file, "content_type": text(format.contentType),
      "bytes": .number(JSONNumber(size)), "submitted_at": text(time(context.date)),
      "completed_at": text(context.ended.map(time)), "saved_at": text(time(Date())),
      "falkit": .string(FalVersion.current),
    ]
    do {
      let target = URL(fileURLWithPath: Self.path(beside: path))
      try Data((document.text(.readable) + "\n").utf8).write(to: target, options: .atomic)
    } catch {
      throw RunError(.cannotWrite, "\(Self.path(beside: path)) cannot be written")
    }
  }

  private static func time(_ date: Date) -> String { date.formatted(.iso8601) }
}

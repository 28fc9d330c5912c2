/// What is wrong with one value of an input, in fal's words.
public struct FieldIssue: Sendable, Hashable, CustomStringConvertible {
  /// Where it stands, as fal writes it: `["body", "loras", 0, "path"]`.
  public let location: JSON
  /// What is wrong, for people.
  public let message: String
  /// The kind of problem: `image_too_small`, `missing`; empty when fal does not say.
  public let type: String
  /// What belongs to the kind, as the limits that were not kept; `null` when there is nothing.
  public let context: JSON

  /// Creates an issue, as tests and previews need one.
  ///
  /// - Parameters:
  ///   - location: Where it stands, as fal writes it: `["body", "loras", 0, "path"]`.
  ///   - message: What is wrong, for people.
  ///   - type: The kind of problem.
  ///   - context: What belongs to the kind.
  public init(location: JSON, message: String, type: String = "", context: JSON = .null) {
    self.location = location
    self.message = message
    self.type = type
    self.context = context
  }

  /// The place within the input: `loras[0].path`; empty for the whole input.
  public var path: String {
    var steps = location.array ?? [location]
    // The part of the HTTP request that it was in, which is always the body.
    if let part = steps.first?.string, ["body", "query", "path", "header"].contains(part) { steps.removeFirst() }
    return JSONPath(json: steps).place
  }

  /// The place and what is wrong there.
  public var description: String {
    path.isEmpty ? message : "\(path): \(message)"
  }

  /// Reads the entries under `detail`; of a faulty one whatever there is.
  package static func issues(in detail: JSON) -> [FieldIssue] {
    if let text = detail.string { return [FieldIssue(location: ["body"], message: text, type: "", context: .null)] }
    return (detail.array ?? []).map { entry in
      FieldIssue(
        location: entry["loc"],
        message: entry["msg"].string ?? entry.string ?? entry.text(),
        type: entry["type"].string ?? "",
        context: entry["ctx"]
      )
    }
  }
}

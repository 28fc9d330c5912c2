import FalCore

/// Why fal could not add something to one model, although it was asked for; the other models have theirs.
public struct ExpansionFailure: Error, Sendable, Hashable, CustomStringConvertible {
  /// fal's word for it: `expansion_failed`.
  public let code: String
  /// What happened, in fal's words.
  public let message: String

  /// The word, and what happened.
  public var description: String { message.isEmpty ? code : "\(code): \(message)" }

  /// Reads what is there, or why it is not; `nil` when it was not asked for.
  static func result<Value>(of json: JSON, _ read: (JSON) -> Value?) -> Result<Value, ExpansionFailure>? {
    if json.isNull { return nil }
    // Documents have members of their own, but none of them has this name.
    if let error = json["error"].object {
      let code = error["code"]?.string ?? "expansion_failed"
      return .failure(ExpansionFailure(code: code, message: error["message"]?.string ?? ""))
    }
    return read(json).map(Result.success)
      ?? .failure(ExpansionFailure(code: "unreadable", message: "fal sent \(json.text().prefix(60)) in its place"))
  }
}

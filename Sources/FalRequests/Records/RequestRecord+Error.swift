public import FalCore

extension RequestRecord {
  /// What went wrong; `nil` while nothing has.
  ///
  /// fal's whole answer is not kept: it may repeat the input.
  public internal(set) var error: FalError? {
    get {
      guard let json = members["error"], let message = json["message"].string else { return nil }
      var error = FalError(FalError.Kind(rawValue: json["kind"].string ?? ""), message)
      error.endpoint = endpoint
      error.requestID = requestID
      error.status = json["status"].int
      error.type = json["type"].string
      error.issues = FieldIssue.issues(in: json["issues"])
      error.isRetryable = json["retryable"].bool ?? false
      error.mayHaveBeenAccepted = json["may_have_been_accepted"].bool ?? false
      return error
    }
    set { members["error"] = newValue.map(Self.json) }
  }

  private static func json(of error: FalError) -> JSON {
    var json: JSONObject = ["kind": .string(error.kind.rawValue), "message": .string(error.message)]
    json["status"] = error.status.map { .number(JSONNumber($0)) }
    json["type"] = error.type.map(JSON.string)
    json["retryable"] = .bool(error.isRetryable)
    if error.mayHaveBeenAccepted { json["may_have_been_accepted"] = true }
    let issues = JSON.array(
      error.issues.map { issue in
        var entry: JSON = ["loc": issue.location, "msg": .string(issue.message), "type": .string(issue.type)]
        if !issue.context.isNull { entry["ctx"] = issue.context }
        return entry
      }
    )
    // Left out where the record could not be read again: what nests too deeply, and what is longer than anybody reads.
    let text = JSON.array([[issues]]).utf8()
    if !error.issues.isEmpty, text.count < 64 << 10, (try? JSON(parsing: text)) != nil { json["issues"] = issues }
    return .object(json)
  }
}

package import FalCore
package import FalRequests

extension RequestRecord {
  /// What people call it: fal's id, or falkit's own while there is none.
  package var name: String { requestID ?? id.rawValue }

  /// The request as documents show it.
  package var json: JSON {
    var json: JSONObject = [
      "request_id": requestID.map(JSON.string) ?? .null, "local_id": .string(id.rawValue),
      "endpoint_id": .string(endpoint.description), "status": .string(state.rawValue),
      "service_status": serviceStatus.map(JSON.string) ?? .null,
      "queue_position": queuePosition.map { .number(JSONNumber($0)) } ?? .null,
      "error": error.map { .string($0.message) } ?? .null,
      "error_type": error?.type.map(JSON.string) ?? .null,
      "metrics": metrics,
    ]
    for name in ["created_at", "submitted_at", "ended_at", "label", "session"] { json[name] = members[name] }
    if !files.isEmpty { json["files"] = .array(files.map { .string($0.path) }) }
    return .object(json)
  }

  /// What the work took.
  var metrics: JSON {
    var metrics = JSONObject()
    metrics["inference_time"] = inferenceTime.flatMap { JSONNumber($0.inSeconds) }.map(JSON.number)
    metrics["billable_units"] = billableUnits.flatMap(JSONNumber.init).map(JSON.number)
    return .object(metrics)
  }
}

public import FalCore

extension RequestRecord {
  /// What was asked for beside the input.
  ///
  /// Not kept are further header fields and the address of a webhook, because either may be a secret.
  public var options: SubmitOptions {
    let json = members["options"] ?? .null
    var options = SubmitOptions()
    options.priority = json["priority"].string.flatMap(SubmitOptions.Priority.init)
    options.hint = json["hint"].string
    options.startTimeout = json["start_timeout"].double.map { .milliseconds(Int(($0 * 1000).rounded())) }
    options.disablesRetries = json["disables_retries"].bool ?? false
    options.maximumQueueLength = json["maximum_queue_length"].int
    options.storesPayload = json["stores_payload"].bool ?? true
    if let lifecycle = json["lifecycle"].object.map(JSON.object) {
      options.lifecycle = ObjectLifecycle(
        expiration: lifecycle["expiration"].int.map { .seconds($0) },
        access: lifecycle["access"].string.flatMap(ObjectLifecycle.Access.init),
        exceptions: (lifecycle["exceptions"].object ?? [:]).reduce(into: [:]) { exceptions, member in
          exceptions[member.name] = member.value.string.flatMap(ObjectLifecycle.Access.init)
        }
      )
    }
    return options
  }

  /// What of some options is kept; `nil` for nothing.
  static func json(of options: SubmitOptions) -> JSON? {
    var json = JSONObject()
    json["priority"] = options.priority.map { .string($0.rawValue) }
    json["hint"] = options.hint.map(JSON.string)
    json["start_timeout"] = options.startTimeout.flatMap { JSONNumber($0 / .seconds(1)) }.map(JSON.number)
    if options.disablesRetries { json["disables_retries"] = true }
    json["maximum_queue_length"] = options.maximumQueueLength.map { .number(JSONNumber($0)) }
    if !options.storesPayload { json["stores_payload"] = false }
    if let lifecycle = options.lifecycle {
      var members = JSONObject()
      members["expiration"] = lifecycle.expiration.map { .number(JSONNumber($0.components.seconds)) }
      members["access"] = lifecycle.access.map { .string($0.rawValue) }
      let exceptions = lifecycle.exceptions.sorted(on: \.key).map { ($0.key, JSON.string($0.value.rawValue)) }
      if !exceptions.isEmpty { members["exceptions"] = .object(JSONObject(exceptions)) }
      json["lifecycle"] = .object(members)
    }
    return json.isEmpty ? nil : .object(json)
  }
}

import FalCore
import FalRegistry

/// Shows what would be sent, and sends nothing.
enum DryRun {
  static func show(_ call: ModelCall, _ options: SubmitOptions, _ invocation: Invocation) throws -> ExitCode {
    let console = invocation.console
    let files = call.input.files.sorted(on: \.key.place)
    let fields = try options.headerFields()
    if console.mode == .json {
      try console.print([
        "valid": true, "issues": .array(call.warnings.map(\.json)), "endpoint_id": .string(call.endpoint.description),
        "input": call.input.json,
        "files": .array(files.map { ["field": .string($0.key.place), "path": .string($0.value.name)] }),
        "headers": .object(JSONObject(fields.map { ($0.name, .string($0.value)) })),
      ])
      return .ok
    }
    try console.print(call.input.json)
    console.say("\(call.endpoint) takes this input; nothing was sent")
    for (place, file) in files { console.say("  \(place.place): \(file.name) would be uploaded") }
    return .ok
  }
}

extension ModelCall {
  /// Says what may be wrong with the input.
  func say(_ console: Console) {
    for warning in warnings { console.say(warning: warning.description) }
  }
}

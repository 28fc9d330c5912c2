import FalCore
import FalRegistry
import FalRunner

/// Shows what would be sent, and sends nothing.
enum DryRun {
  static func show(_ request: RunRequest, _ invocation: Invocation) throws -> ExitCode {
    let (options, console) = (try SubmitOptions(invocation), invocation.console)
    let files = request.input.files.sorted(on: \.key.place)
    let fields = try options.headerFields()
    if console.mode == .json {
      try console.print([
        "valid": true, "issues": .array(request.warnings.map(\.json)),
        "endpoint_id": .string(request.endpoint.description),
        "input": request.input.json,
        "files": .array(files.map { ["field": .string($0.key.place), "path": .string($0.value.name)] }),
        "headers": .object(JSONObject(fields.map { ($0.name, .string($0.value)) })),
      ])
      return .ok
    }
    try console.print(request.input.json)
    console.say("\(request.endpoint) takes this input; nothing was sent")
    let fate = invocation.has(.inline) ? "would stand in it" : "would be uploaded"
    for (place, file) in files { console.say("  \(place.place): \(file.name) \(fate)") }
    return .ok
  }
}

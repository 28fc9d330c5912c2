import FalCore
import FalRunner

extension CommandDefinition {
  static let validate = CommandDefinition(
    name: "validate",
    group: .run,
    summary: "Check an input, without sending it.",
    details: ["Needs no key and no network. falkit run --help tells how inputs are written."],
    arguments: CommandDefinition.run.arguments,
    options: InputOptions.all.filter { $0.name != .noValidate },
    examples: [
      Example(command: "falkit validate fal-ai/flux/dev prompt='a cat' num_images=9", meaning: "what is wrong with it"),
      Example(command: "falkit validate fal-ai/veo3.1 -i shot.json --json", meaning: "for a program"),
    ],
    exitCodes: [.ok, .usage, .invalid, .notFound, .config],
    takesInputs: true,
    run: ValidateCommand.run
  )
}

enum ValidateCommand {
  static func run(_ invocation: Invocation) throws -> ExitCode {
    let console = invocation.console
    let request: RunRequest
    do {
      request = try Waiting.run { try await RunRequest.read(invocation) }
    } catch let error as RunError {
      // For programs this is the answer, not a failure to give one.
      guard console.mode == .json, !error.issues.isEmpty else { throw error }
      try console.print([
        "valid": false, "issues": .array(error.issues.map(\.json)),
        "endpoint_id": error.endpointID.map(JSON.string) ?? .null,
      ])
      return .invalid
    }
    request.say(console)
    if console.mode == .json {
      try console.print([
        "valid": true, "issues": .array(request.warnings.map(\.json)),
        "endpoint_id": .string(request.endpoint.description),
        "input": request.input.json,
      ])
    } else {
      console.say("\(request.endpoint) takes this input")
    }
    return .ok
  }
}

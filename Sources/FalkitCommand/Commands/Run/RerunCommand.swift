import FalCore
import FalRequests
import FalRunner
import FalSystem

extension CommandDefinition {
  static let rerun = CommandDefinition(
    name: "rerun",
    group: .run,
    summary: "Make a request again, with the same input or a changed one.",
    details: [
      "From a request of this machine, or from the description that --sidecar wrote beside a file. Inputs after it replace "
        + "those of the request. Files of this machine that were uploaded for it are taken anew."
    ],
    arguments: [
      ArgumentDefinition(
        name: "REQUEST",
        summary: "A request id or its beginning, @last, or the file of a description.",
        values: .request
      ),
      ArgumentDefinition(
        name: "NAME=VALUE",
        summary: "An input.",
        isOptional: true,
        repeats: true,
        values: .assignment
      ),
    ],
    options: CommandDefinition.run.options.filter { $0.name != .input },
    examples: [
      Example(command: "falkit rerun @last seed=7 -d", meaning: "the latest request with another seed"),
      Example(command: "falkit rerun cat.png.json -d", meaning: "what a picture was made from"),
    ],
    exitCodes: CommandDefinition.run.exitCodes,
    takesInputs: true,
    run: RerunCommand.run
  )
}

enum RerunCommand {
  static func run(_ invocation: Invocation) throws -> ExitCode {
    let interruption = Interruption()
    let mode = try RunMode(invocation.options)
    let words = try ModelWords(invocation)
    let request = try interruption.runPreparing {
      let earlier = try await earlier(words.model, invocation)
      return try await RunRequest.read(earlier.endpoint, words.inputs, base: earlier.input, invocation)
    }
    return try RunCommand.run(request, mode, invocation, interruption)
  }

  /// What is made again: a request, or what the file beside a saved one tells.
  private static func earlier(_ name: String, _ invocation: Invocation) async throws -> EarlierInput {
    if FilePath.isReadableFile(name) { return try EarlierInput(describedIn: name) }
    let store = try invocation.requestStore()
    return try EarlierInput(of: try await store.find(name, session: invocation.session), in: store)
  }
}

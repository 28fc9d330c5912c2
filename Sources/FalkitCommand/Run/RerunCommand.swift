import FalCore
import FalRequests

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
    options: CommandDefinition.run.options.filter { $0.name != "input" },
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
    let mode = try RunMode(invocation)
    let words = try ModelWords(invocation)
    let (endpoint, base) =
      InputFile.exists(words.model)
      ? try described(in: words.model, invocation) : try submitted(words.model, invocation)
    let call = try ModelCall(endpoint, words.inputs, base: base, invocation)
    return try RunCommand.run(call, mode, invocation, interruption)
  }

  /// What a file beside a saved one tells.
  ///
  /// It names no files of this machine: it may come from anybody.
  private static func described(
    in path: String,
    _ invocation: Invocation
  ) throws(CommandError) -> (EndpointID, ModelInput) {
    guard let json = try? JSON(parsing: try InputFile.bytes(of: path)), let id = json["endpoint_id"].string else {
      throw CommandError(.invalid, "\(path) is not a description that falkit wrote beside a file")
    }
    guard json["input"].object != nil else { throw CommandError(.invalid, "\(path) does not hold the input") }
    return (try invocation.endpoint(named: id), ModelInput(json: json["input"]))
  }

  private static func submitted(_ name: String, _ invocation: Invocation) throws -> (EndpointID, ModelInput) {
    let store = try invocation.requestStore()
    let record = try Waiting.run { try await store.find(name, session: invocation.session) }
    guard record.inputKept == .whole, let json = try store.input(of: record.id) else {
      var error = CommandError(
        .notFound,
        "the input of \(record.name) is not kept\(record.inputKept == .abridged ? " in full: its data URIs are missing" : "")",
        endpointID: record.endpoint.description
      )
      error.requestID = record.requestID
      throw error
    }
    var input = ModelInput(json: json)
    for file in record.localFiles {
      guard let place = InputPath.leading(file.field), place.rest.isEmpty else { continue }
      let path = file.path.hasPrefix("/") ? file.path : "\(record.folder ?? ".")/\(file.path)"
      // Where it is gone, the copy at fal may still be there.
      if InputFile.exists(path) { input.files[place.path.place] = .file(path) }
    }
    return (record.endpoint, input)
  }
}

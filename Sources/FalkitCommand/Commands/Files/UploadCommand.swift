import FalCore
import FalRunner
import FalSystem

extension CommandDefinition {
  static let upload = CommandDefinition(
    name: "upload",
    group: .files,
    summary: "Upload files, and print their addresses, which models take.",
    details: [
      "A file that was uploaded before is not uploaded again while half of its life is ahead of it, or where its life is not "
        + "known, for a week and as long as it is still there. Files of more than 100 MB go in parts."
    ],
    arguments: [
      ArgumentDefinition(
        name: "FILE|URL|-",
        summary: "A file, an address whose content is copied, or - for standard input.",
        repeats: true,
        values: .file
      )
    ],
    options: [
      OptionDefinition(name: .name, value: "NAME", summary: "The file's name at fal.", defaultText: "its own"),
      OptionDefinition(
        name: .contentType,
        value: "TYPE",
        summary: "The media type, as in image/png.",
        defaultText: "found out by content and name"
      ),
      OptionDefinition(
        name: .expiresIn,
        value: "TIME",
        summary: "How long fal keeps it: 90s, 10m, 2h, 7d.",
        defaultText: "the account's setting"
      ),
      OptionDefinition(name: .noCache, summary: "Upload also what was uploaded before."),
      SavePolicy.jobsOption,
    ],
    examples: [
      Example(command: "falkit upload cat.png", meaning: "prints the address"),
      Example(command: "convert cat.png - | falkit upload - --name cat.png --expires-in 1h", meaning: "from a pipe"),
    ],
    exitCodes: [.ok, .partial, .usage, .notFound, .unavailable, .auth],
    run: UploadCommand.run
  )
}

enum UploadCommand {
  static func run(_ invocation: Invocation) throws -> ExitCode {
    let sources = invocation.arguments
    if (sources.count { $0 == "-" }) > 1 { throw RunError.usage("standard input can be uploaded once only") }
    if sources.count > 1, invocation.has(.name) { throw RunError.usage("--name is for one file") }
    let jobs = try invocation.settings.jobs
    let lifetime = try lifetime(invocation)
    let contentType = invocation.value(.contentType)
    let interruption = Interruption()
    let access = try FalAccess(invocation)
    let uploads = FileUploads(
      client: access.client,
      // What a local fal has ends with the command.
      index: invocation.has(.noCache) || invocation.has(.local) ? nil : .standard,
      name: invocation.value(.name),
      lifetime: lifetime
    )
    let progress = Progress(invocation.console)
    let meter = SaveMeter(count: sources.count) { progress.show("uploading \($0.words)", step: "upload") }
    let outcomes: [UploadOutcome]
    do {
      outcomes = try interruption.run {
        try await Parallel.map(sources.map(UploadArgument.init), limit: jobs) { index, source in
          do {
            let reference = try await source.upload(
              uploads,
              invocation.standardInput,
              contentType,
              meter.transfer(index)
            )
            meter.finish(index)
            return UploadOutcome(source: source, result: .success(reference))
          } catch let error as CancellationError {
            throw error
          } catch {
            return UploadOutcome(source: source, result: .failure(RunError(any: error)))
          }
        }
      }
    } catch is CancellationError {
      progress.end(clear: true)
      let kind = interruption.cause?.errorKind ?? .interrupted
      throw RunError(kind, "\(ExitCode(kind).meaning); what was not uploaded whole is not there")
    }
    progress.end(clear: true)
    return try UploadOutcome.show(outcomes, invocation.console)
  }

  private static func lifetime(_ invocation: Invocation) throws(RunError) -> Duration? {
    guard let text = invocation.value(.expiresIn) else { return nil }
    let lifetime = try DurationArgument.duration(text, option: "--expires-in")
    guard lifetime >= .seconds(1) else { throw .usage("--expires-in takes at least 1s, not '\(text)'") }
    return lifetime
  }
}

import FalCore
import FalMedia
import FalRunner

extension CommandDefinition {
  static let videoToURI = CommandDefinition(
    name: "video-to-uri",
    group: .files,
    summary: "Check a video and write it out as a data URI.",
    details: [
      "The facts are read from the file itself, whatever its name says. Without --for they must be those that most models "
        + "ask for: mp4 or mov, 3 to 10.05 s, 720 to 2160 px on both sides, at most 200 MB. An MB is 1024 x 1024 bytes.",
      "The facts go to standard error and the URI to standard output; with --check there is no URI, and the facts go to "
        + "standard output.",
      "The JSON document has source, ok, container, media_type, video_codec, audio_codec, width, height, fps, duration in "
        + "seconds, bytes and issues; without --check also warnings and uri.",
    ],
    arguments: [ArgumentDefinition(name: "FILE", summary: "The video.", values: .file)],
    options: [
      OptionDefinition(
        name: .for,
        value: "MODEL[:FIELD]",
        summary: "Check it for this input of a model.",
        values: .endpoint
      ),
      OptionDefinition(name: .minDuration, value: "TIME", summary: "The least duration, as in 3s or 500ms."),
      OptionDefinition(name: .maxDuration, value: "TIME", summary: "The greatest duration."),
      OptionDefinition(name: .minSide, value: "PX", summary: "The least width and height."),
      OptionDefinition(name: .maxSide, value: "PX", summary: "The greatest width and height."),
      .maxBytes,
      OptionDefinition(name: .check, summary: "Only say what the video is, and whether it fits."),
      OptionDefinition(name: .force, summary: "Write out a video that does not fit."),
    ],
    examples: [
      Example(command: "falkit video-to-uri clip.mov --check", meaning: "what the video is"),
      Example(
        command: "falkit video-to-uri clip.mp4 --for fal-ai/kling-video/o3/pro/video-to-video/edit",
        meaning: "the URI, if the model takes the video"
      ),
    ],
    exitCodes: [.ok, .usage, .invalid, .notFound, .cannotWrite, .config],
    run: VideoToURICommand.run
  )
}

enum VideoToURICommand {
  static func run(_ invocation: Invocation) throws -> ExitCode {
    if invocation.has(.check), invocation.has(.force) {
      throw RunError.usage("--force does not go with --check")
    }
    let limits = try VideoLimits(invocation)
    let file = invocation.arguments[0]
    let facts = try InputFile.facts(of: file)
    let report = VideoReport(file: file, facts: facts, issues: limits.issues(with: facts))
    let console = invocation.console
    if invocation.has(.check) {
      try report.print(console)
      return report.isGood ? .ok : .invalid
    }
    console.say(report.line)
    if !report.isGood, !invocation.has(.force) { throw report.refusal }
    for issue in report.issues { console.say("warning: \(issue.description)") }
    let content = try LocalContent(file, atMost: .max, contentType: facts.mediaType, invocation.standardInput)
    try DataURIPrinter(console: console).print(content, facts: report.json)
    return .ok
  }
}

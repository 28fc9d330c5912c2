import FalCore
import FalRunner

extension CommandDefinition {
  static let toDataURI = CommandDefinition(
    name: "to-data-uri",
    group: .files,
    summary: "Write a file out as a data URI.",
    details: [
      "Models take data URIs where they take web addresses, without an upload and without a key. The media type is found "
        + "out by the content, and where that does not tell, by the name.",
      "Above 8 MB there is a warning, above 200 MB a refusal; an upload is better then. An MB is 1024 x 1024 bytes.",
      "The JSON document has source, content_type, bytes, warnings and uri.",
    ],
    arguments: [ArgumentDefinition(name: "FILE", summary: "The file, - for standard input.", values: .file)],
    options: [
      OptionDefinition(
        name: .contentType,
        value: "TYPE",
        summary: "The media type, as in image/png.",
        defaultText: "what the content and the name say"
      ),
      .maxBytes,
      OptionDefinition(name: .force, summary: "Take files of any size."),
    ],
    examples: [
      Example(command: "falkit to-data-uri cat.png", meaning: "the URI of a picture"),
      Example(
        command: "magick cat.heic jpg:- | falkit to-data-uri - | pbcopy",
        meaning: "of what another program makes"
      ),
    ],
    exitCodes: [.ok, .usage, .invalid, .notFound, .cannotWrite],
    run: ToDataURICommand.run
  )
}

extension OptionDefinition {
  /// The greatest size of a file that is written out.
  static let maxBytes = OptionDefinition(
    name: .maxBytes,
    value: "SIZE",
    summary: "Refuse larger files: 500000, 800KB, 20MB.",
    defaultText: "200MB"
  )
}

enum ToDataURICommand {
  static func run(_ invocation: Invocation) throws -> ExitCode {
    let most = try invocation.value(.maxBytes).map { text throws(RunError) in
      try ByteCountArgument.bytes(text, option: "--max-bytes")
    }
    let content = try LocalContent(
      invocation.arguments[0],
      atMost: invocation.has(.force) ? .max : most ?? LocalContent.mostBytes,
      contentType: try invocation.value(.contentType).map(checkedType),
      invocation.standardInput
    )
    invocation.console.say("\(content.contentType), \(ByteCount.words(content.bytes.count))")
    let facts = JSONObject([
      ("source", .string(content.name)), ("content_type", .string(content.contentType)),
      ("bytes", .number(JSONNumber(content.bytes.count))),
    ])
    try DataURIPrinter(console: invocation.console).print(content, facts: facts)
    return .ok
  }

  /// A media type that can stand in a data URI.
  private static func checkedType(_ text: String) throws(RunError) -> String {
    let halves = text.split(separator: "/", omittingEmptySubsequences: false)
    let isPlain = text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: ",") }
    guard halves.count == 2, !halves.contains(""), isPlain else {
      throw .usage("--content-type takes a media type such as image/png, not '\(text)'")
    }
    return text
  }
}

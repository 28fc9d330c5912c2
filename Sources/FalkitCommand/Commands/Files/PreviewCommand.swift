import FalCore
import FalMedia
import FalRegistry
import FalRequests
import FalRunner
import FalStorage
import FalSystem

extension CommandDefinition {
  static let preview = CommandDefinition(
    name: "preview",
    group: .files,
    summary: "Show pictures in the terminal.",
    details: [
      "Kitty and Ghostty show PNG, iTerm2 and WezTerm any picture. Elsewhere, and where the output is no terminal, the "
        + "file's name and size are printed instead."
    ],
    arguments: [
      ArgumentDefinition(
        name: "FILE|URL|REQUEST",
        summary: "A file, an address, or a request, of which all files are shown.",
        repeats: true,
        values: .file
      )
    ],
    options: RequestLookup.definitions + [
      OptionDefinition(name: .force, summary: "Show pictures inside tmux and screen, too.")
    ],
    examples: [
      Example(command: "falkit preview cat.png", meaning: "a file"),
      Example(command: "falkit preview @last", meaning: "what the latest request has made"),
    ],
    exitCodes: [.ok, .usage, .notFound, .unavailable, .tryLater],
    run: PreviewCommand.run
  )
}

enum PreviewCommand {
  static func run(_ invocation: Invocation) throws -> ExitCode {
    try invocation.refuseLocal()
    let interruption = Interruption()
    // Keeps what is fetched until it was shown.
    let scratch = try ScratchFolder()
    let preview = Preview(invocation.console, isForced: invocation.has(.force))
    do {
      for text in invocation.arguments {
        let items = try interruption.run { () async throws -> [PreviewItem] in
          try await Self.items(text, invocation, interruption, scratch.path)
        }
        for item in items { try show(item, preview, invocation.console) }
      }
    } catch is CancellationError {
      return interruption.cause?.exitCode ?? .interrupted
    }
    withExtendedLifetime(scratch) {}
    return .ok
  }

  private static func items(
    _ text: String,
    _ invocation: Invocation,
    _ interruption: Interruption,
    _ scratch: String
  ) async throws -> [PreviewItem] {
    let path = UserFolder.expanding(text)
    if !MediaAddress.isAddress(text), FilePath.exists(path) { return [PreviewItem(name: text, path: path)] }
    if !MediaAddress.isAddress(text), text.contains("/") || text.contains(".") {
      throw RunError(.notFound, "there is no file \(text)")
    }
    let access = try RequestAccess(invocation, interruption, needsKey: false)
    let files: [ResultFile]
    var saved: [SavedFile] = []
    if MediaAddress.isAddress(text) {
      files = [ResultFile(field: text, url: text)]
    } else {
      let (record, result) = try await access.environment.result(of: RequestLookup(invocation, access).record(text))
      saved = record.files.filter { FilePath.length($0.path) != nil }
      let schema = try invocation.description(of: record.endpoint)?.schema.output
      files = ResultFiles.all(in: result, schema: schema)
    }
    var items: [PreviewItem] = []
    for file in files {
      if let copy = saved.first(where: { $0.url == file.reference }) {
        items.append(PreviewItem(name: FilePath.shown(copy.path), path: copy.path))
      } else {
        items.append(try await PreviewItem(fetching: file, into: scratch, access))
      }
    }
    return items
  }

  private static func show(_ item: PreviewItem, _ preview: Preview, _ console: Console) throws {
    let facts = try InputFile.facts(of: item.path)
    let isShown = try preview.show(item.path, facts)
    let name = TerminalText.text(MediaAddress.isDataURI(item.name) ? "data URI" : item.name)
    switch console.mode {
    case .json:
      try console.print(
        [
          "name": .string(name), "content_type": .string(facts.mediaType),
          "bytes": .number(JSONNumber(facts.byteCount)),
          "width": facts.width.map { .number(JSONNumber($0)) } ?? .null,
          "height": facts.height.map { .number(JSONNumber($0)) } ?? .null, "shown": .bool(isShown),
        ],
        .compact
      )
    case .plain: try console.print("\(name)\t\(facts.byteCount)")
    case .human:
      let size = facts.width.flatMap { width in facts.height.map { "\(width)x\($0)" } }
      let words = [name, size, ByteCount.words(facts.byteCount)].compactMap(\.self)
      try console.print(words.joined(separator: "   "))
    }
  }
}

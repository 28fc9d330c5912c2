import FalCore
import FalMedia
import FalRegistry
import FalRequests
import FalRunner
import FalSystem

extension CommandDefinition {
  static let open = CommandDefinition(
    name: "open",
    group: .setUp,
    summary: "Open a model's page, a request's first file, or a media file.",
    details: [
      "Opens in the program of BROWSER, else as the system does. Of a request that has no file the list of requests at fal "
        + "is opened. Nothing but addresses with https, and files that are pictures, sound or movies, is ever opened."
    ],
    arguments: [
      ArgumentDefinition(
        name: "WHAT",
        summary: "A model's id, a request's id or @last, or the path of a file.",
        values: .endpoint
      )
    ],
    options: [OptionDefinition(name: .print, summary: "Only print the address or path.")],
    examples: [
      Example(command: "falkit open fal-ai/flux/dev", meaning: "the model's web page"),
      Example(command: "falkit open @last --print", meaning: "where the newest request's file is"),
    ],
    exitCodes: [.ok, .usage, .invalid, .notFound, .unavailable, .config],
    run: OpenCommand.run
  )
}

enum OpenCommand {
  static func run(_ invocation: Invocation) throws -> ExitCode {
    let target = try target(invocation.arguments[0], invocation)
    let (console, isPrinted) = (invocation.console, invocation.has(.print))
    if !isPrinted { try Browser.openIfSafe(target) }
    if console.mode == .json {
      try console.print(["target": .string(target), "opened": .bool(!isPrinted)])
    } else if isPrinted {
      try console.print(TerminalText.text(target))
    }
    return .ok
  }

  private static func target(_ text: String, _ invocation: Invocation) throws -> String {
    // A file of a project must not get in front of a model: `./` or any path that is no id names a file.
    let id = ModelAddress.id(in: text) ?? text
    if let endpoint = try? EndpointID(id), try knows(endpoint, invocation) { return page(of: endpoint) }
    if let path = FilePath.resolved(UserFolder.expanding(text)) { return path }
    if text.hasPrefix("@") || !text.contains("/") { return try Self.target(ofRequest: text, invocation) }
    // A private model, or one that is newer than the registry.
    return page(of: try invocation.endpoint(named: text))
  }

  private static func page(of endpoint: EndpointID) -> String { "https://fal.ai/models/\(endpoint)" }

  private static func knows(_ endpoint: EndpointID, _ invocation: Invocation) throws(RunError) -> Bool {
    let registry = try invocation.registry()
    return try invocation.readingRegistry { () throws(RegistryError) in try registry.record(of: "\(endpoint)") } != nil
  }

  private static func target(ofRequest name: String, _ invocation: Invocation) throws -> String {
    let store = try invocation.requestStore()
    let session = invocation.session
    let record = try Waiting.run { try await store.find(name, session: session) }
    let result = record.hasResult ? try store.keptResult(of: record.id) : nil
    let files = result.map { ResultFiles.all(in: $0) } ?? []
    return files.first { !$0.isDataURI }?.url ?? "https://fal.ai/dashboard/requests"
  }
}

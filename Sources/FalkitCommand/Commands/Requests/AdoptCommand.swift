import FalCore
import FalRequests
import FalRunner

extension CommandDefinition {
  static let adopt = CommandDefinition(
    name: "adopt",
    group: .requests,
    summary: "Give an UNKNOWN request the id that fal's dashboard shows.",
    details: [
      "A request to whose submit no answer came is UNKNOWN: fal may have it, and nothing sends it again by itself. Where https://fal.ai/dashboard/requests "
        + "shows it, its id makes it one that status, wait, result and a batch's --resume know; where it does not, "
        + "--force of run and submit sends another, and --force-unknown of batch."
    ],
    arguments: [ArgumentDefinition(name: "ID", summary: "fal's id of the request.")],
    options: [
      OptionDefinition(
        name: .request,
        value: "REQUEST",
        summary: "Which request it is, where several are UNKNOWN.",
        values: .request
      )
    ],
    examples: [
      Example(
        command: "falkit adopt 764cabcf-b745-4b3e-ae38-1200304cf45b && falkit wait @last -d",
        meaning: "goes on with the only request that is UNKNOWN"
      )
    ],
    exitCodes: [.ok, .usage, .notFound, .unavailable, .tryLater, .auth],
    run: AdoptCommand.run
  )
}

enum AdoptCommand {
  static func run(_ invocation: Invocation) throws -> ExitCode {
    try invocation.refuseLocal()
    let id = invocation.arguments[0]
    guard (1...128).contains(id.utf8.count),
      id.utf8.allSatisfy({ $0 == 0x2D || $0 == 0x5F || Self.isLetterOrDigit($0) })
    else {
      throw RunError.usage("'\(id)' is not an id as fal's dashboard shows it", hint: "falkit adopt --help")
    }
    let access = try RequestAccess(invocation, Interruption())
    let name = invocation.value(.request)
    let session = invocation.session
    let record = try access.interruption.run {
      let unknown = try await unknown(name, session, access.store)
      do {
        return try await access.store.adopt(id, as: unknown.id)
      } catch let error as FalError where error.status == 404 {
        throw RunError(.notFound, "fal does not know a request \(id) of \(unknown.endpoint)")
      }
    }
    let console = invocation.console
    if console.mode == .json {
      try console.print(record.json)
    } else {
      try console.print(TerminalText.text(record.name))
    }
    if console.mode == .human { console.say("falkit wait \(TerminalText.text(record.name)) -d") }
    return .ok
  }

  private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
  }

  /// The request that is meant: the one that is named, else the only one.
  private static func unknown(
    _ name: String?,
    _ session: String?,
    _ store: RequestStore
  ) async throws -> RequestRecord {
    if let name { return try await store.find(name, session: session) }
    let unknown = try await store.list(.pending).records.filter { $0.state == .unknown }
    switch unknown.count {
    case 1: return unknown[0]
    case 0: throw RunError(.notFound, "no request of this machine is UNKNOWN", remedy: .listRequests)
    default:
      throw RunError(
        .usage,
        "\(unknown.count) requests are UNKNOWN; say which it is with --request",
        suggestions: unknown.prefix(5).map { "\($0.id) \($0.endpoint) \($0.label ?? "")" },
        remedy: .listRequests
      )
    }
  }
}

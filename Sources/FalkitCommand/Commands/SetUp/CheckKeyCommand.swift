import FalCore
import FalPlatform
import FalRunner

extension CommandDefinition {
  static let checkKey = CommandDefinition(
    name: "check-key",
    group: .setUp,
    summary: "Find out whether fal accepts the key, and what it may do.",
    details: [
      "The key is the one in the file of --key-file, else FAL_KEY, else FAL_KEY_ID with FAL_KEY_SECRET, else the one that "
        + "auth set has stored, else MATON_API_KEY, which is for that gateway. Where the setting dotenv is true, the files "
        + ".env and TOOLS.md of the working directory are looked into before the stored one.",
      "Nothing is started and nothing costs; with --offline only the form of the key is looked at.",
    ],
    examples: [
      Example(command: "falkit check-key", meaning: "the key of the environment"),
      Example(command: "falkit check-key --key-file ~/fal.key --json", meaning: "the key of a file, for a program"),
    ],
    exitCodes: [.ok, .usage, .unavailable, .auth],
    run: CheckKeyCommand.run
  )
}

enum CheckKeyCommand {
  /// What is known of the key.
  private struct Report {
    var source: String?
    var idEnd: String?
    var isWellFormed = false
    /// `nil` without a network.
    var check: KeyCheck?
    var message: String

    var isGood: Bool { check.map { $0.outcome == .accepted && $0.runsModels } ?? isWellFormed }
  }

  static func run(_ invocation: Invocation) throws -> ExitCode {
    let report = try report(invocation)
    if invocation.console.mode == .json {
      try invocation.console.print(json(report))
    } else {
      try invocation.console.print(text(report, invocation.console))
    }
    return report.isGood ? .ok : .auth
  }

  private static func report(_ invocation: Invocation) throws -> Report {
    if invocation.has(.local) {
      return Report(source: KeySource.local.words, isWellFormed: true, message: "a local fal needs no key")
    }
    guard let key = try KeySource.find(invocation) else {
      return Report(message: RunError.noKey.message)
    }
    var report = Report(source: key.source.words, idEnd: key.credentials.idEnd, message: "fal was not asked")
    // The keys of gateways may look in any way.
    let isForGateway = try Gateway.routing(key.source, try FalAccess.hosts()) != .direct
    report.isWellFormed = isForGateway || key.credentials.halves != nil
    if invocation.isOffline { return report }
    let access = try FalAccess(invocation, key: key)
    let check = try Waiting.run { try await access.client.checkKey() }
    report.check = check
    report.message = check.message
    return report
  }

  private static func text(_ report: Report, _ console: Console) -> String {
    var lines = [("key", verdict(report) + origin(report))]
    if let check = report.check {
      lines.append(("queue", check.outcome == .locked ? "locked" : "reachable"))
      if check.outcome == .accepted {
        let rights = [
          "run models: \(word(check.runsModels))", "read prices: \(word(check.readsPrices))",
          "admin: \(word(check.isAdministrator))",
        ]
        lines.append(("rights", rights.joined(separator: "   ")))
      }
      if let account = check.account { lines.append(("account", account)) }
    }
    if !report.isGood || report.check == nil { lines.append(("", report.message)) }
    return lines.map { "\(console.style.dim($0.0.padded(to: 9)))\(TerminalText.text($0.1))" }.joined(separator: "\n")
  }

  private static func verdict(_ report: Report) -> String {
    guard let source = report.source else { return "missing" }
    if source == KeySource.local.words { return "not needed" }
    switch report.check?.outcome {
    case .accepted: return "ok"
    case .refused: return "refused"
    case .locked: return "known, but the account is locked"
    case nil: return report.isWellFormed ? "has the right form" : "has not the form id:secret"
    }
  }

  private static func origin(_ report: Report) -> String {
    guard let source = report.source else { return "" }
    return ", from \(source)" + (report.idEnd.map { " (id ends in \($0))" } ?? "")
  }

  private static func word(_ value: Bool?) -> String {
    switch value {
    case true?: "yes"
    case false?: "no"
    case nil: "not known"
    }
  }

  private static func json(_ report: Report) -> JSON {
    func flag(_ value: Bool?) -> JSON { value.map(JSON.bool) ?? .null }
    return [
      "ok": .bool(report.isGood),
      "source": report.source.map(JSON.string) ?? .null,
      "id_end": report.idEnd.map(JSON.string) ?? .null,
      "shape_ok": .bool(report.isWellFormed),
      "accepted": flag(report.check.map { $0.outcome != .refused }),
      "locked": flag(report.check.map { $0.outcome == .locked }),
      "rights": [
        "run_models": flag(report.check?.runsModels), "read_prices": flag(report.check?.readsPrices),
        "admin": flag(report.check?.isAdministrator),
      ],
      "account": report.check?.account.map(JSON.string) ?? .null,
      "message": .string(report.message),
    ]
  }
}

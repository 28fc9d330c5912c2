import FalCore
import FalRunner
import FalWebhooks

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

extension CommandDefinition {
  static let webhooksVerify = CommandDefinition(
    name: "verify",
    group: .local,
    summary: "Tell whether a webhook that was kept is fal's.",
    details: [
      "FILE holds the request as it came: the header fields, a line each, an empty line, and the body, byte for byte; "
        + "falkit webhooks listen -o writes such files. A first line with method and target is passed over.",
      "When it was signed is shown and not held against it, unless --tolerance says how long ago that may be.",
    ],
    arguments: [ArgumentDefinition(name: "FILE", summary: "The request; - for standard input.", values: .file)],
    options: [
      WebhookKeyOption.definition,
      OptionDefinition(name: .tolerance, value: "TIME", summary: "Refuse what was signed longer ago."),
    ],
    examples: [
      Example(command: "falkit webhooks verify kept/0f3c.http", meaning: "with fal's keys"),
      Example(command: "falkit webhooks verify - --keys keys.json --tolerance 5m", meaning: "as a receiver would"),
    ],
    exitCodes: [.ok, .failed, .usage, .invalid, .notFound, .unavailable],
    run: { try WebhooksVerifyCommand.run($0) }
  )
}

enum WebhooksVerifyCommand {
  static func run(_ invocation: Invocation) throws -> ExitCode {
    let name = invocation.arguments[0]
    let bytes =
      name == "-"
      ? try invocation.standardInput.read(for: "webhook") : try InputFile.bytes(of: name, atMost: InputFile.mostBytes)
    let (fields, body) = try split(bytes, name)
    let verifier = WebhookVerifier(
      keys: try WebhookKeyOption.keys(invocation),
      tolerance: try invocation.duration(.tolerance)
    )
    let console = invocation.console
    do {
      let delivery = try Interruption().run { try await verifier.verify(fields, body: body) }
      let event = try delivery.event()
      let isOK = if case .failed = event.outcome { false } else { true }
      if console.mode == .json {
        try console.print([
          "verified": true, "request_id": .string(delivery.requestID), "user_id": .string(delivery.userID),
          "sent_at": .string(delivery.sent.ISO8601Format()), "event": event.json,
        ])
      } else {
        let status = isOK ? "OK" : "ERROR"
        try console.print(
          TerminalText.text("\(delivery.requestID)   \(status)   signed \(delivery.sent.ISO8601Format()), by fal")
        )
      }
      return .ok
    } catch let error as WebhookError {
      if error.kind == .unavailable { throw RunError(.unavailable, error.message) }
      if error.kind == .malformed { throw RunError(.invalid, "\(name): \(error.message)") }
      throw RunError(.failed, "\(name) is not to be believed: \(error.message)")
    }
  }

  /// The header fields and the body; the lines of the head may end in either way.
  private static func split(_ bytes: [UInt8], _ name: String) throws(RunError) -> (HTTPFields, [UInt8]) {
    var fields = HTTPFields()
    var rest = bytes[...]
    var isFirst = true
    while let end = rest.firstIndex(of: 0x0A) {
      let line = String(decoding: rest[..<end], as: UTF8.self).trimmingPrefix("\u{FEFF}").filter { $0 != "\r" }
      rest = rest[(end + 1)...]
      if line.isEmpty, !isFirst { return (fields, Array(rest)) }
      defer { isFirst = false }
      guard let colon = line.firstIndex(of: ":"), !line[..<colon].contains(" ") else {
        if isFirst { continue }
        break
      }
      let value = line[line.index(after: colon)...].drop { $0 == " " || $0 == "\t" }
      fields.append(String(line[..<colon]), String(value))
    }
    throw RunError(
      .invalid,
      "\(name) is no request that was kept: there are no header fields with an empty line after them",
      hint: "falkit webhooks verify --help"
    )
  }
}

import FalCore
import FalHTTPServer
import FalRunner
import FalSystem
import FalWebhooks

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

extension CommandDefinition {
  static let webhooksListen = CommandDefinition(
    name: "listen",
    group: .local,
    summary: "Receive webhooks, verify and show them, and pass them on.",
    details: [
      "It listens on 127.0.0.1. fal reaches it through a tunnel, whose name --host says. A local fal reaches it directly, and signs "
        + "with keys of its own: --keys http://127.0.0.1:8777/rest/.well-known/jwks.json.",
      "With --forward each webhook that is fal's is posted to your own program, byte for byte and with its fields. fal gets "
        + "the program's answer, so that what it did not take comes again; while it is down that is 502.",
      "What is not fal's is refused, and said so. What comes a second time is marked and passed on again.",
    ],
    options: [
      OptionDefinition(name: .port, value: "N", summary: "Listen on this port; 0 for any.", defaultText: "8778"),
      OptionDefinition(name: .forward, value: "URL", summary: "Post what was verified to this address."),
      OptionDefinition(
        name: .host,
        value: "NAME",
        summary: "Also answer requests for this name, as a tunnel has one.",
        repeats: true
      ),
      WebhookKeyOption.definition,
      OptionDefinition(
        name: .output,
        short: "o",
        value: "DIR",
        summary: "Keep each request in a file of this folder, for verify.",
        values: .file
      ),
    ],
    examples: [
      Example(
        command: "falkit webhooks listen --forward http://localhost:3000/hooks",
        meaning: "beside one's own program"
      ),
      Example(
        command: "falkit submit fal-ai/flux/dev prompt='a cat' --webhook https://abc.example.com/fal",
        meaning: "what it waits for"
      ),
    ],
    exitCodes: [.ok, .failed, .usage, .cannotWrite, .config],
    run: { try WebhooksListenCommand.run($0) }
  )
}

/// Where the keys come from that verify webhooks.
enum WebhookKeyOption {
  static let definition = OptionDefinition(
    name: .keys,
    value: "URL|FILE",
    summary: "Take fal's public keys from here.",
    values: .file,
    defaultText: "fal's own address"
  )

  static func keys(_ invocation: Invocation) throws -> WebhookKeys {
    guard let source = invocation.value(definition.name) else {
      return WebhookKeys(url: try FalAccess.hosts().rest + "/.well-known/jwks.json")
    }
    guard HTTPAddress(source) == nil else { return WebhookKeys(url: source) }
    let text = try InputFile.text(of: source)
    do {
      return try WebhookKeys(fixed: JSON(parsing: text))
    } catch {
      throw RunError(.invalid, "\(source) holds no keys: \(error)")
    }
  }
}

enum WebhooksListenCommand {
  static func run(_ invocation: Invocation) throws -> ExitCode {
    let port = try invocation.count(.port) ?? 8778
    guard let number = UInt16(exactly: port) else {
      throw RunError.usage("--port takes a number up to 65535, not '\(port)'")
    }
    let forward = invocation.value(.forward)
    try invocation.refuseLocal()
    if let forward, HTTPAddress(forward) == nil || forward.contains("#") {
      throw RunError.usage("--forward takes an http or https address, not '\(forward)'")
    }
    let receiver = WebhookReceiver(
      verifier: WebhookVerifier(keys: try WebhookKeyOption.keys(invocation)),
      forward: forward,
      folder: try invocation.value(.output).map(makeFolder),
      console: invocation.console
    )
    // Before there are other threads, which would get the signals instead.
    let interruption = Interruption()
    var configuration = HTTPServerConfiguration(port: number)
    configuration.access.hosts = try invocation.hosts()
    let server: HTTPServer
    do throws(HTTPServerError) {
      server = try HTTPServer(configuration) { await receiver.answer($0) }
    } catch {
      throw RunError(.failed, "cannot listen on port \(number): \(error)", hint: "falkit webhooks listen --port 0")
    }
    let console = invocation.console
    switch console.mode {
    case .json: try console.print(["address": .string(server.address)], .compact)
    case .plain: try console.print(server.address)
    case .human: try console.print("Webhooks are received on \(server.address); Ctrl-C ends it.")
    }
    interruption.wait()
    server.stop()
    return .ok
  }

  private static func makeFolder(_ path: String) throws(RunError) -> String {
    do {
      try FilePath.makeFolders(above: path + "/x", permissions: 0o700)
    } catch {
      throw RunError(.cannotWrite, "\(path) cannot be made: \(error)")
    }
    return path
  }
}

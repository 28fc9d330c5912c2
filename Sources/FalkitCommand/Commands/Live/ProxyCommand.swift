import FalCore
import FalHTTPServer
import FalProxy
import FalRunner
import FalSystem

extension CommandDefinition {
  static let proxy = CommandDefinition(
    name: "proxy",
    group: .local,
    summary: "Pass requests of apps that hold no key on to fal, with the key.",
    details: [
      "Apps send their requests here and name fal's address in the field x-fal-target-url, as falkit's Swift client does with "
        + "routing .proxy(url:), and fal's JavaScript client with proxyUrl. Only the models of --allow, and uploads, are passed on; "
        + "the key goes to fal alone.",
      "With --require-token only those may use it who send \"Authorization: Bearer TOKEN\" with a token of the file, which holds "
        + "one in each line, or a name and a token; it must not be readable by others. Without it the proxy is for this machine alone.",
      "It speaks no TLS: in front of other machines belongs a server that does. In a program of one's own, the library FalProxy "
        + "does the same.",
    ],
    options: [
      OptionDefinition(
        name: .allow,
        value: "GLOB",
        summary: "Models that may be called: fal-ai/flux/**.",
        repeats: true,
        values: .endpoint
      ),
      OptionDefinition(
        name: .requireToken,
        value: "FILE",
        summary: "Only for those with a token of this file.",
        values: .file
      ),
      OptionDefinition(name: .port, value: "N", summary: "Listen on this port; 0 for any.", defaultText: "8779"),
      OptionDefinition(
        name: .address,
        value: "ADDRESS",
        summary: "Listen on this address of the machine; others than 127.0.0.1 need --require-token.",
        defaultText: "127.0.0.1"
      ),
      OptionDefinition(
        name: .host,
        value: "NAME",
        summary: "Also answer requests for this name, as a server in front has one.",
        repeats: true
      ),
      OptionDefinition(
        name: .origin,
        value: "ORIGIN",
        summary: "Also for web pages of this origin: http://localhost:3000.",
        repeats: true
      ),
      OptionDefinition(name: .realtime, summary: "Also hand out tokens for realtime connections to these models."),
      OptionDefinition(
        name: .rate,
        value: "N",
        summary: "Answer at most N requests of each caller in a minute.",
        defaultText: "600"
      ),
    ],
    examples: [
      Example(command: "falkit proxy --allow 'fal-ai/flux/**'", meaning: "for an app on this machine"),
      Example(
        command:
          "falkit proxy --allow 'fal-ai/flux/**' --require-token tokens.txt --address 0.0.0.0 --host fal.example.com",
        meaning: "behind a server that speaks TLS"
      ),
    ],
    exitCodes: [.ok, .failed, .usage, .notFound, .unavailable, .auth, .config],
    run: { try ProxyCommand.run($0) }
  )
}

enum ProxyCommand {
  static func run(_ invocation: Invocation) throws -> ExitCode {
    let server = try configuration(invocation)
    let tokens = try invocation.value(.requireToken).map { try ProxyTokens($0) }
    guard tokens != nil || IPAddress(server.address)?.isLoopback == true else {
      throw RunError.usage(
        "without --\(OptionName.requireToken) everybody who reaches \(server.address) could spend your money",
        hint: "falkit proxy --require-token FILE"
      )
    }
    guard tokens != nil || server.access.hosts.isEmpty else {
      throw RunError.usage(
        "--\(OptionName.host) needs --\(OptionName.requireToken), because others come under that name"
      )
    }
    guard tokens != nil || !server.access.origins.contains("*") else {
      throw RunError.usage(
        "--\(OptionName.origin) '*' needs --\(OptionName.requireToken): any page in a browser could spend your money"
      )
    }
    // Before there are other threads, which would get the signals instead.
    let interruption = Interruption()
    let access = try FalAccess(invocation)
    let proxy = try proxy(invocation, access.client.configuration, tokens)
    let listening: HTTPServer
    do throws(HTTPServerError) {
      listening = try HTTPServer(server) { request in
        await proxy.response(
          to: ProxyRequest(
            method: request.method,
            fields: request.fields,
            body: request.body,
            remoteAddress: request.remoteAddress
          )
        )
      }
    } catch {
      let place = "port \(server.port) of \(server.address)"
      throw RunError(.failed, "cannot listen on \(place): \(error)", hint: "falkit proxy --port 0")
    }
    try announce(listening.address, invocation.console)
    // A local fal answers as long as it is held.
    withExtendedLifetime(access) { interruption.wait() }
    listening.stop()
    return .ok
  }

  private static func configuration(_ invocation: Invocation) throws -> HTTPServerConfiguration {
    let port = try invocation.count(.port) ?? 8779
    guard let number = UInt16(exactly: port) else {
      throw RunError.usage("--port takes a number up to 65535, not '\(port)'")
    }
    var server = HTTPServerConfiguration(port: number)
    if let address = invocation.value(.address) {
      guard IPAddress(address) != nil else {
        throw RunError.usage("--\(OptionName.address) takes a numeric address, not '\(address)'")
      }
      server.address = address
    }
    server.access.hosts = try invocation.hosts()
    server.access.origins = try invocation.origins()
    return server
  }

  private static func proxy(
    _ invocation: Invocation,
    _ client: FalConfiguration,
    _ tokens: ProxyTokens?
  ) throws -> FalProxy {
    guard let credentials = try client.credentials ?? (invocation.has(.local) ? FalCredentials(key: "local:key") : nil)
    else {
      throw RunError.noKey
    }
    guard client.routing == .direct else {
      throw RunError(.config, "the key is one of a gateway, which serves no proxies")
    }
    let patterns = invocation.values(.allow)
    guard !patterns.isEmpty else {
      throw RunError.usage("--\(OptionName.allow) is missing: which models may be called?", hint: "falkit proxy --help")
    }
    var configuration = FalProxyConfiguration(credentials: credentials, allowedEndpoints: patterns) { request in
      guard let tokens else { return ProxyCaller(id: "this machine") }
      return tokens.caller(of: request.fields).map { ProxyCaller(id: $0) }
    }
    configuration.hosts = client.hosts
    configuration.transport = client.transport
    configuration.allowsRealtime = invocation.has(.realtime)
    if let rate = try invocation.count(.rate) { configuration.limits.requestsPerMinute = rate }
    let console = invocation.console
    configuration.log = { console.log($0) }
    do throws(FalError) {
      return try FalProxy(configuration)
    } catch {
      throw RunError.usage(error.message)
    }
  }

  private static func announce(_ address: String, _ console: Console) throws {
    switch console.mode {
    case .json: try console.print(["address": .string(address)], .compact)
    case .plain: try console.print(address)
    case .human:
      try console.print("A proxy for fal answers on \(address). In Swift, for an app without a key:\n")
      try console.print("  configuration.routing = .proxy(url: \"\(address)\")\n\nCtrl-C ends it.")
    }
  }
}

/// Who may use a proxy: the tokens of a file, each with the name of who has it.
private struct ProxyTokens: Sendable {
  private var names: [(token: [UInt8], name: String)] = []

  /// Shorter ones can be guessed.
  private static let shortest = 16

  /// Reads a file with a token in each line, or a name and a token.
  init(_ path: String) throws(RunError) {
    guard let file = try SmallFile(path, limit: 1 << 20) else {
      throw RunError(.notFound, "there is no file \(path)", hint: "openssl rand -hex 32 > \(Shell.quoted(path))")
    }
    guard file.isPrivate else {
      throw RunError(.config, "\(path) can be read or changed by others", hint: "chmod 600 \(Shell.quoted(path))")
    }
    // Editors of Windows put a mark in front.
    let text = String(decoding: file.bytes, as: UTF8.self).trimmingPrefix("\u{FEFF}")
    for (position, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
      let words = line.split(whereSeparator: \.isWhitespace)
      guard let token = words.last, words.first?.hasPrefix("#") == false else { continue }
      guard words.count <= 2, token.utf8.count >= Self.shortest else {
        throw RunError(
          .config,
          "line \(position + 1) of \(path) is neither a token of at least \(Self.shortest) characters nor a name and one"
        )
      }
      names.append((Array(token.utf8), words.count == 2 ? String(words[0]) : "token \(names.count + 1)"))
    }
    guard !names.isEmpty else {
      throw RunError(.config, "\(path) holds no token", hint: "openssl rand -hex 32 > \(Shell.quoted(path))")
    }
  }

  /// The name of whose token was sent; how long that takes says nothing of the tokens.
  func caller(of fields: HTTPFields) -> String? {
    let sent = fields.values(of: HTTPField.authorization)
    guard sent.count == 1, let value = sent.first, value.lowercased().hasPrefix("bearer ") else { return nil }
    let token = Array(value.utf8.dropFirst("bearer ".utf8.count))
    var found: String?
    for (known, name) in names where Self.isEqual(known, token) { found = name }
    return found
  }

  private static func isEqual(_ known: [UInt8], _ sent: [UInt8]) -> Bool {
    guard known.count == sent.count else { return false }
    return zip(known, sent).reduce(0) { $0 | ($1.0 ^ $1.1) } == 0
  }
}

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
  /// Far more than a result has that holds addresses of files.
  private static let largestBody = 16 << 20
  /// So many bodies are received at a time: whoever has the address of a tunnel may send some.
  private static let mostBodies = 8

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
    let receiver = Receiver(
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

  /// Takes what comes.
  private struct Receiver: Sendable {
    let verifier: WebhookVerifier
    let forward: String?
    let folder: String?
    let console: Console
    private let seen = WebhookReplayGuard()
    private let receiving = Lock(0)

    init(verifier: WebhookVerifier, forward: String?, folder: String?, console: Console) {
      self.verifier = verifier
      self.forward = forward
      self.folder = folder
      self.console = console
    }

    func answer(_ request: ServedRequest) async -> HTTPResponse {
      guard request.method == "POST" else { return Self.response(405, "webhooks are posted") }
      do {
        try verifier.claim(request.fields)
      } catch {
        return refused(error, request)
      }
      let tooLong = "the body is longer than \(largestBody >> 20) MB, or broke off"
      guard request.body.length ?? 0 <= largestBody else { return Self.response(413, tooLong) }
      let hasPlace = receiving.withLock { count in
        guard count < mostBodies else { return false }
        count += 1
        return true
      }
      guard hasPlace else { return Self.response(503, "too much comes at a time") }
      defer { receiving.withLock { $0 -= 1 } }
      let body: [UInt8]
      do {
        body = try await request.body.collect(limit: largestBody)
      } catch {
        return Self.response(413, tooLong)
      }
      do {
        let delivery = try await verifier.verify(request.fields, body: body)
        let isRepeated = !seen.insert(delivery)
        if let folder { keep(request.fields, delivery, in: folder) }
        let answered = await pass(request.fields, body)
        show(delivery, isRepeated, answered)
        if let answered, !(200..<300).contains(answered.status) { seen.remove(delivery) }
        return answered?.response ?? Self.response(200, nil)
      } catch let error as WebhookError {
        return refused(error, request)
      } catch {
        return Self.response(500, "it could not be received")
      }
    }

    private func refused(_ error: WebhookError, _ request: ServedRequest) -> HTTPResponse {
      let hint = error.kind == .unavailable ? "; --keys says where they are, those of a local fal among others" : ""
      console.say(warning: "refused, from \(request.remoteAddress): \(error)\(hint)")
      return Self.response(error.status, error.message)
    }

    private static func response(_ status: Int, _ message: String?) -> HTTPResponse {
      let json: JSON = message.map { ["detail": .string($0)] } ?? ["received": true]
      return HTTPResponse(
        status: status,
        fields: ["Content-Type": "application/json"],
        body: HTTPResponseBody(json.utf8())
      )
    }

    // MARK: - Passing on

    private struct Answered: Sendable {
      let status: Int
      let words: String
      let response: HTTPResponse
    }

    /// Posts it to the user's program; `nil` when there is none.
    private func pass(_ fields: HTTPFields, _ body: [UInt8]) async -> Answered? {
      guard let forward else { return nil }
      var passed = HTTPFields()
      for (name, value) in fields where Self.isPassed(name) { passed.append(name, value) }
      let timeouts = HTTPTimeouts(connect: .seconds(5), total: .seconds(60))
      let request = HTTPRequest("POST", forward, fields: passed, body: .bytes(body), timeouts: timeouts)
      do {
        let response = try await HTTPTransports.standard.send(request)
        // A redirect would be a refusal for good, which the program hardly means.
        let status = (300..<400).contains(response.status) ? 502 : response.status
        return Answered(
          status: status,
          words: "\(forward): HTTP \(response.status)",
          response: Self.response(status, status < 300 ? nil : "the program answered with \(response.status)")
        )
      } catch {
        let message = (error as? TransportError)?.message ?? "\(error)"
        return Answered(
          status: 502,
          words: "\(forward) cannot be reached: \(message)",
          response: Self.response(502, "the program cannot be reached")
        )
      }
    }

    private static func isPassed(_ name: String) -> Bool {
      // Others that say to be fal's are not signed.
      let signed = [
        WebhookField.requestID, WebhookField.userID, WebhookField.timestamp, WebhookField.signature, "Content-Type",
        "User-Agent",
      ]
      return signed.contains { $0.lowercased() == name.lowercased() }
    }

    // MARK: - Showing

    private func show(_ delivery: WebhookDelivery, _ isRepeated: Bool, _ answered: Answered?) {
      let event = Result { try delivery.event() }
      if console.mode == .json {
        var json: JSON = [
          "request_id": .string(delivery.requestID), "user_id": .string(delivery.userID),
          "repeated": .bool(isRepeated),
          "event": (try? event.get().json) ?? .string(String(decoding: delivery.body, as: UTF8.self)),
        ]
        if let answered { json["forwarded"] = .number(JSONNumber(answered.status)) }
        try? console.print(json, .compact)
        return
      }
      let words: String
      switch event {
      case .success(let event):
        switch event.outcome {
        case .completed: words = "OK"
        case .failed(let error): words = "ERROR   \(error.message.prefix(200))"
        case .notIncluded(let reason): words = "OK      its output is not included: \(reason)"
        }
      case .failure(let error): words = "unreadable: \(error)"
      }
      try? console.print(TerminalText.text("\(delivery.requestID)   \(words)\(isRepeated ? "   again" : "")"))
      if let answered {
        let isTaken = (200..<300).contains(answered.status)
        if isTaken { console.say(dimmed: "  \(answered.words)") } else { console.say(failure: answered.words) }
      }
    }

    /// Writes the request down as it came, for `webhooks verify`.
    private func keep(_ fields: HTTPFields, _ delivery: WebhookDelivery, in folder: String) {
      var head = ""
      for (name, value) in fields where Self.isPassed(name) { head += "\(name): \(value)\r\n" }
      let name = delivery.requestID.filter { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") }.prefix(80)
      let path = "\(folder)/\(name.isEmpty ? "webhook" : name).http"
      do throws(RunError) {
        try PrivateFile.replace(path, with: Array((head + "\r\n").utf8) + delivery.body)
      } catch {
        console.say(failure: error.message)
      }
    }
  }
}

extension HTTPRequestBody {
  /// All of it.
  ///
  /// - Throws: `TransportError` when it is longer than it may be, and what reading it throws.
  func collect(limit: Int) async throws -> [UInt8] {
    switch self {
    case .none: return []
    case .bytes(let bytes): return bytes
    case .file: throw TransportError(.invalidRequest, "a file is no body of a request that came", wasSent: false)
    case .pieces(_, let next):
      var bytes: [UInt8] = []
      while let piece = try await next() {
        guard bytes.count + piece.count <= limit else {
          throw TransportError(.tooLarge, "the body has more than \(limit) bytes", wasSent: false)
        }
        bytes += piece
      }
      return bytes
    }
  }
}

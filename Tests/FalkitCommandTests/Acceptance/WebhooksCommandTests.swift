import FalCore
import FalEmulator
import FalHTTPServer
import FalSystem
import FalWebhooks
import Foundation
import TestSupport
import Testing

@Suite("falkit webhooks", .timeLimit(.minutes(3)))
struct WebhooksCommandTests {
  /// A receiver of the user's own, which is down until it is told to come up.
  private final class Program: Sendable {
    private let received = Lock<[(id: String?, body: [UInt8])]>([])
    private let server = Lock<HTTPServer?>(nil)
    let port: UInt16

    init() throws {
      // A port that nobody has, for a moment.
      let listener = try ListeningSocket(port: 0)
      port = listener.port
      listener.close()
    }

    var bodies: [[UInt8]] { received.withLock { $0.map(\.body) } }

    func start() throws {
      let received = received
      let new = try HTTPServer(port: port) { request, responder in
        let body = try request.readBody(limit: 1 << 20)
        received.withLock { $0.append((request.headers["X-Fal-Webhook-Request-Id"], body)) }
        try responder.respond(200)
      }
      server.withLock { $0 = new }
    }

    func stop() { server.withLock { $0 }?.stop() }
  }

  @Test("What a local fal posts is verified, shown, kept, and passed on, also to a program that was down")
  func listening() async throws {
    var configuration = EmulatorConfiguration()
    configuration.webhookRetries = RetryPolicy(attempts: 200, delay: .milliseconds(20), longestDelay: .milliseconds(50))
    let emulator = try Emulator(configuration)
    defer { emulator.stop() }
    emulator.answer("my/app") { ["echo": $0] }
    let program = try Program()
    defer { program.stop() }
    let folder = try TemporaryFolder()
    let listener = try await ServingFalkit(
      [
        "webhooks", "listen", "--forward", "http://127.0.0.1:\(program.port)/hook", "--keys",
        emulator.webhookKeysAddress, "-o", folder.path + "/kept",
      ],
      [:],
      folder
    )
    let address = listener.address

    var client = emulator.clientConfiguration
    client.retries = .never
    let fal = try FalClient(client)
    var options = SubmitOptions()
    options.webhook = URL(string: address + "/any/path")
    let handle = try await fal.submit(to: "my/app", input: ["n": 1], options: options)
    let refused = try await listener.next()
    #expect(refused["request_id"].string == handle.requestID && refused["forwarded"] == 502)
    #expect(refused["event"]["payload"]["echo"]["n"] == 1)
    try program.start()
    while try await listener.next()["forwarded"] != 200 {}
    #expect(program.bodies.count == 1)

    let file = folder.path + "/kept/\(handle.requestID).http"
    let keys = folder.path + "/keys.json"
    let published = try await HTTPTransports.standard.send(HTTPRequest("GET", emulator.webhookKeysAddress))
    try Data(try await published.body.collect()).write(to: URL(fileURLWithPath: keys))
    let verified = await Falkit.run("webhooks", "verify", file, "--keys", keys, "--json")
    #expect(try verified.code == 0 && verified.json()["request_id"].string == handle.requestID, "\(verified.error)")
    var bytes = try Data(contentsOf: URL(fileURLWithPath: file))
    bytes[bytes.count - 3] ^= 1
    try bytes.write(to: URL(fileURLWithPath: file))
    let changed = await Falkit.run("webhooks", "verify", file, "--keys", keys)
    #expect(changed.code == 1 && changed.error.contains("none of fal's keys"))

    // A stranger is refused, and a page in a browser is not even heard.
    func post(_ fields: HTTPFields) async throws -> Int {
      try await HTTPTransports.standard.send(HTTPRequest("POST", address, fields: fields, body: .bytes([1]))).status
    }
    #expect(try await post([:]) == 400)
    #expect(try await post(["Origin": "http://evil.example"]) == 403)
    let signer = WebhookSigner(seed: Array(repeating: 1, count: 32))
    var forged = signer.fields(requestID: "r", userID: "u", body: [1])
    #expect(try await post(forged) == 401)
    forged["X-Fal-Webhook-Timestamp"] = "1700000000"
    #expect(try await post(forged) == 400)
    #expect(try await post(["Host": "evil.example"]) == 421)
  }

  @Test("What is no request that was kept is said to be none")
  func verifying() async throws {
    let folder = try TemporaryFolder()
    try folder.write("X-Fal-Webhook-Request-Id: r\n\n{}", to: "partial.http")
    try folder.write("{\"keys\": []}", to: "none.json")
    try folder.write("text", to: "text")
    let keys = ["--keys", folder.path + "/none.json"]
    for (file, code) in [("partial.http", 65), ("text", 65), ("missing", 66)] {
      let run = await Falkit.run("webhooks", "verify", folder.path + "/" + file)
      #expect(run.code == code, "\(file): \(run.error)")
    }
    let noKeys = await Falkit.run(list: ["webhooks", "verify", folder.path + "/partial.http"] + keys)
    #expect(noKeys.code == 65 && noKeys.error.contains("holds no keys"))
    let usage = await Falkit.run("webhooks", "listen", "--forward", "localhost:3000")
    #expect(usage.code == 64)
  }
}

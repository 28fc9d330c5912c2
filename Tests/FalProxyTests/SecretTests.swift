import FalCore
import FalHTTPServer
import FalSystem
import TestSupport
import Testing

@testable import FalProxy

/// Where the key goes, and that it does not come back.
@Suite("The key of a proxy", .timeLimit(.minutes(2)))
struct SecretTests {
  @Test("A server that shows all it got shows no key, in fields and in bodies")
  func echo() async throws {
    let upstream = try Upstream { received, responder in
      let lines = received.fields.map { "\($0.name): \($0.value)" }.joined(separator: "\n")
      let authorization = received.fields["Authorization"] ?? ""
      try responder.respond(
        200,
        [
          "Content-Type": "text/plain", "X-Echo": authorization, "X-\(Upstream.secret)": "x", "X-Half": Upstream.secret,
        ],
        Array((lines + "\n" + authorization + authorization).utf8)
      )
    }
    defer { upstream.stop() }
    let answer = try await upstream.proxy().answer(
      "POST",
      upstream.hosts.run + "/fal-ai/flux/dev",
      fields: ["Authorization": "Bearer of-the-app", "Cookie": "session=of-the-app"]
    )
    #expect(upstream.received.map { $0.fields.values(of: "Authorization") } == [["Key \(Upstream.key)"]])
    #expect(answer.fields["X-Echo"] == "Key " + String(repeating: "*", count: Upstream.key.count))
    #expect(answer.fields["X-Half"] == String(repeating: "*", count: Upstream.secret.count))
    #expect(!answer.fields.contains { $0.name.contains(Upstream.secret) || $0.value.contains(Upstream.secret) })
    let bytes = try await answer.body.collect()
    #expect(answer.fields["Content-Length"] == "\(bytes.count)")
    let text = String(decoding: bytes, as: UTF8.self)
    #expect(text.contains("Key ****") && !text.contains(Upstream.secret) && !text.contains("of-the-app"))
  }

  @Test("Cut anywhere, a body shows no key, and is whole otherwise")
  func cutBodies() async throws {
    let mask = KeyMask(try FalCredentials(key: Upstream.key))
    var random = SeededRandom(seed: 11)
    let words = [
      Upstream.key, Upstream.secret, String(Upstream.key.dropLast()), String(Upstream.secret.prefix(20)), "x", "\n",
    ]
    var (covered, held) = (0, 0)
    for _ in 0..<2000 {
      let text = (0..<6).map { _ in words.randomElement(using: &random) ?? "" }.joined()
      var whole = Array(text.utf8)
      if mask.cover(&whole) { covered += 1 }
      let source = Array(text.utf8)
      var cuts = (0..<Int.random(in: 0...6, using: &random)).map { _ in Int.random(in: 0...source.count, using: &random)
      }
      cuts = ([0, source.count] + cuts).sorted()
      let pieces = Lock(zip(cuts, cuts.dropFirst()).map { Array(source[$0..<$1]) }.filter { !$0.isEmpty })
      let ends = Lock(0)
      let body = MaskedBody(
        HTTPResponseBody { pieces.withLock { $0.isEmpty ? nil : $0.removeFirst() } },
        mask
      ) { ends.withLock { $0 += 1 } }
      let count = pieces.withLock { $0.count }
      var given: [[UInt8]] = []
      while let piece = try await body.next() { given.append(piece) }
      if given.count != count { held += 1 }
      #expect(given.allSatisfy { !$0.isEmpty })
      #expect(Array(given.joined()) == whole)
      #expect(!String(decoding: given.joined(), as: UTF8.self).contains(Upstream.secret))
      #expect(ends.withLock { $0 } > 0)
    }
    #expect(covered > 1000 && held > 100)
  }

  @Test("A redirect is neither followed nor passed on", arguments: [301, 302, 303, 307, 308, 300, 304])
  func redirects(status: Int) async throws {
    let other = try Upstream()
    defer { other.stop() }
    let address = other.address
    let upstream = try Upstream { _, responder in
      try responder.respond(status, ["Location": "\(address)/run/fal-ai/flux/dev"])
    }
    defer { upstream.stop() }
    let proxy = try upstream.proxy()
    for (method, path) in [("POST", "/run/fal-ai/flux/dev"), ("GET", "/queue/fal-ai/flux/requests/r")] {
      let answer = await proxy.answer(method, upstream.address + path)
      #expect(answer.status == 502 && answer.fields["Location"] == nil)
      #expect(answer.fields["x-fal-proxy-error"] == "unknown")
    }
    #expect(other.received.isEmpty && upstream.received.count == 2)
  }

  @Test("It is in no description, log or refusal")
  func secrecy() async throws {
    let lines = Lock<[String]>([])
    let configuration = try Upstream.configuration(Upstream.nowhere) {
      $0.log = { message in lines.withLock { $0.append(message.description) } }
    }
    let proxy = try FalProxy(configuration)
    let answer = await proxy.answer("POST", Upstream.nowhere.run + "/fal-ai/flux/dev")
    #expect(answer.status == 502)
    _ = await proxy.answer("POST", "\(Upstream.nowhere.run)/\(Upstream.key)")
    var dumped = ""
    dump(configuration, to: &dumped)
    let body = String(decoding: try await answer.body.collect(), as: UTF8.self)
    let texts = lines.withLock { $0 } + ["\(configuration)", dumped, "\(proxy)", body]
    #expect(lines.withLock { $0.count } >= 2)
    for text in texts { #expect(!text.contains(Upstream.secret)) }
  }
}

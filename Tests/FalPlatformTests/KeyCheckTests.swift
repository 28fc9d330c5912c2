import FalCore
import FalEmulator
import FalHTTPServer
import FalPlatform
import FalSystem
import TestSupport
import Testing

@Suite("Checking a key", .timeLimit(.minutes(2)))
struct KeyCheckTests {
  private static func check(_ key: String = "id:secret", _ account: EmulatedAccount = EmulatedAccount()) async throws
    -> (check: KeyCheck, statistics: EmulatorStatistics)
  {
    var configuration = EmulatorConfiguration()
    configuration.key = "id:secret"
    configuration.account = account
    let fal = try LocalFal(configuration) { $0.credentials = try FalCredentials(key: key) }
    return (try await fal.client.checkKey(), fal.emulator.statistics)
  }

  @Test("A key that runs models, and nothing was run")
  func accepted() async throws {
    let (check, statistics) = try await Self.check()
    #expect(check.outcome == .accepted && check.isWellFormed && check.runsModels && check.readsPrices)
    #expect(check.isAdministrator == false && check.account == nil && check.message == "fal accepts the key")
    #expect(statistics.received == [.pricing: 1, .status: 1, .account: 1] && statistics.accepted == 0)
  }

  @Test("An administrator's key")
  func administrator() async throws {
    var account = EmulatedAccount()
    account.isAdministrator = true
    account.name = "my-team"
    let (check, _) = try await Self.check("id:secret", account)
    #expect(check.outcome == .accepted && check.isAdministrator == true && check.account == "my-team")
  }

  @Test(
    "A key that fal does not know, with one call",
    arguments: [("id:other", true), ("nonsense", false), ("a:b:c", false)]
  )
  func refused(key: String, isWellFormed: Bool) async throws {
    let (check, statistics) = try await Self.check(key)
    #expect(check.outcome == .refused && check.isWellFormed == isWellFormed && !check.runsModels && !check.readsPrices)
    #expect(check.message.contains("id:secret") != isWellFormed && !check.message.contains(key))
    #expect(statistics.received == [.pricing: 1])
  }

  @Test("The key of a locked account")
  func locked() async throws {
    var account = EmulatedAccount()
    account.isLocked = true
    let (check, _) = try await Self.check("id:secret", account)
    #expect(check.outcome == .locked && !check.runsModels && check.readsPrices)
    #expect(check.message.contains("User is locked") && check.message.contains("billing"))
  }

  /// What the answers to the three questions say: status and body.
  private static func scripted(_ answers: [String: (Int, String)]) throws -> ScriptedPlatform {
    try ScriptedPlatform { _, request in
      let (status, body) = answers.first { request.path.contains($0.key) }?.value ?? (404, #"{"status":"NOT_FOUND"}"#)
      return (status, [:], body)
    }
  }

  private static let denied = #"{"error":{"type":"authorization_error","message":"Access denied"}}"#

  @Test("A key that may not run models")
  func withoutRights() async throws {
    let platform = try Self.scripted([
      "pricing": (200, "{}"), "status": (403, #"{"detail":"Forbidden"}"#), "billing": (200, #"{"username":"me"}"#),
    ])
    let check = try await platform.client.checkKey()
    #expect(check.outcome == .accepted && !check.runsModels && check.readsPrices && check.isAdministrator == true)
    #expect(check.message.contains("scope API"))
  }

  @Test("A key that may do nothing but run models")
  func modelsOnly() async throws {
    let platform = try Self.scripted(["pricing": (403, Self.denied), "billing": (401, Self.denied)])
    let check = try await platform.client.checkKey()
    #expect(check.outcome == .accepted && check.runsModels && !check.readsPrices && check.isAdministrator == false)
  }

  @Test(
    "That fal does not say who administrates is no error",
    arguments: [(500, "{}"), (403, "<html>"), (200, "<html>")]
  )
  func unknownAdministrator(status: Int, body: String) async throws {
    let platform = try Self.scripted(["pricing": (200, "{}"), "billing": (status, body)])
    let check = try await platform.client.checkKey()
    #expect(check.outcome == .accepted && check.isAdministrator == nil && check.account == nil)
  }

  @Test(
    "What is not fal's opinion of the key is an error",
    arguments: [
      (403, "<html>Just a moment</html>"), (404, "<html>"), (401, ""), (429, denied), (500, denied), (200, "<html>"),
    ]
  )
  func noVerdict(status: Int, body: String) async throws {
    let platform = try Self.scripted(["pricing": (status, body)])
    let error = await falError { _ = try await platform.client.checkKey() }
    #expect(error?.message.hasPrefix("prices: ") == true && error?.status == status)
  }

  @Test("Without a network, and without a key")
  func unreachable() async throws {
    let fal = try LocalFal()
    try fal.emulator.goDown()
    let error = await falError { _ = try await fal.client.checkKey() }
    #expect(error?.kind == .connection && error?.isRetryable == true)
    let keyless = try LocalFal { $0.credentials = nil }
    let missing = await falError { _ = try await keyless.client.checkKey() }
    #expect(missing?.kind == .invalidConfiguration && missing?.message.contains("FAL_KEY") == true)
    #expect(keyless.emulator.statistics.received.isEmpty)
  }

  @Test("The key is not in what is found out about it")
  func secrecy() async throws {
    for answer in [(401, Self.denied), (200, "{}")] {
      let platform = try Self.scripted(["pricing": answer])
      var dumped = ""
      dump(try await platform.client.checkKey(), to: &dumped)
      for text in platform.lines.withLock({ $0 }) + [dumped] { #expect(!text.contains("very-secret")) }
    }
  }
}

import FalCore
import FalEmulator
import FalRealtime
import FalSystem
import Foundation
import TestSupport
import Testing

@Suite("falkit proxy", .timeLimit(.minutes(3)))
struct ProxyCommandTests {
  private static let key = "id:a-secret-that-is-long"

  private func start(
    _ arguments: [String],
    _ emulator: Emulator,
    _ folder: TemporaryFolder
  ) async throws -> ServingFalkit {
    let environment = CheckKeyCommandTests.environment(emulator).merging(["FAL_KEY": Self.key]) { $1 }
    return try await ServingFalkit(["proxy"] + arguments, environment, folder)
  }

  private func client(_ emulator: Emulator, _ address: String, token: String? = nil) throws -> FalClient {
    var configuration = FalConfiguration()
    configuration.hosts = emulator.hosts
    configuration.routing = .proxy(url: address)
    configuration.retries = .never
    if let token { configuration.fields.append("Authorization", "Bearer \(token)") }
    return try FalClient(configuration)
  }

  @Test("An app without a key runs, streams and connects to the models that are allowed, and no others")
  func allowed() async throws {
    let emulator = try Emulator(EmulatorConfiguration(key: Self.key))
    defer { emulator.stop() }
    for app: EndpointID in ["my/app", "my/other"] { emulator.answer(app) { ["echo": $0] } }
    let folder = try TemporaryFolder()
    let proxy = try await start(["--allow", "my/app", "--realtime"], emulator, folder)
    let address = proxy.address
    let fal = try client(emulator, address)
    #expect(try await fal.subscribe(to: "my/app", input: ["n": 1]).output["echo"]["n"] == 1)
    for try await event in fal.stream("my/app", input: ["n": 2]) { #expect(event.json["echo"]["n"] == 2) }
    let connection = try await fal.connect(to: "my/app")
    try await connection.send(["n": 3])
    var results = connection.results.makeAsyncIterator()
    #expect(try await results.next()?.output["echo"]["n"] == 3)
    await connection.close()
    let refused = await #expect(throws: FalError.self) { try await fal.submit(to: "my/other", input: ["n": 4]) }
    #expect(refused?.status == 400 && refused?.mayHaveBeenAccepted == false)
    // A page of another origin gets nothing.
    let page = HTTPRequest("POST", address, fields: ["Origin": "http://evil.example", "x-fal-target-url": "x"])
    #expect(try await HTTPTransports.standard.send(page).status == 403)
  }

  @Test("With tokens only those may use it who have one, under the name that stands beside it")
  func tokens() async throws {
    let emulator = try Emulator(EmulatorConfiguration(key: Self.key))
    defer { emulator.stop() }
    emulator.answer("my/app") { ["echo": $0] }
    let folder = try TemporaryFolder()
    try folder.write(
      "\u{FEFF}anna 0123456789abcdef-anna\r\n  # 0123456789abcdef-old\n\n0123456789abcdef-other\n",
      to: "tokens"
    )
    chmod(folder.path + "/tokens", 0o600)
    let proxy = try await start(
      ["--allow", "my/*", "--require-token", folder.path + "/tokens", "--rate", "3"],
      emulator,
      folder
    )
    let address = proxy.address
    for token in ["0123456789abcdef-anna", "0123456789abcdef-other"] {
      #expect(try await client(emulator, address, token: token).run("my/app", input: ["n": 1]).output["echo"]["n"] == 1)
    }
    for token in [nil, "0123456789abcdef-ann", "0123456789abcdef-annaa", "0123456789abcdef-old", "anna", ""] {
      let fal = try client(emulator, address, token: token)
      let error = await #expect(throws: FalError.self) { try await fal.run("my/app", input: ["n": 1]) }
      #expect(error?.status == 401)
    }
    let anna = try client(emulator, address, token: "0123456789abcdef-anna")
    let limited = await #expect(throws: FalError.self) {
      for _ in 0..<4 { _ = try await anna.run("my/app", input: ["n": 1]) }
    }
    #expect(limited?.status == 429)
  }

  @Test("It does not start where everybody could spend money, or without what it needs")
  func refusals() async throws {
    let folder = try TemporaryFolder()
    try folder.write("0123456789abcdef\n", to: "open")
    chmod(folder.path + "/open", 0o644)
    try folder.write("short\n", to: "short")
    chmod(folder.path + "/short", 0o600)
    let environment = ["FALKIT_HOME": folder.path, "FAL_KEY": Self.key]
    for (words, code) in [
      ([], 64), (["--allow", "my/*", "--address", "0.0.0.0"], 64),
      (["--allow", "my/*", "--host", "fal.example.com"], 64),
      (["--allow", "my/*", "--address", "example.com"], 64), (["--allow", ""], 64),
      (["--allow", "my/*", "--require-token", folder.path + "/missing"], 66),
      (["--allow", "my/*", "--origin", "*"], 64),
      (["--allow", "my/*", "--origin", "localhost:3000"], 64), (["--allow", "my/*", "--rate", "0"], 64),
      (["--allow", "my/*", "--origin", "http://localhost:3000/"], 64),
      (["--allow", "my/*", "--require-token", folder.path + "/short", "--host", "https://x.example"], 64),
      (["--allow", "my/*", "--require-token", folder.path + "/open"], 78),
      (["--allow", "my/*", "--require-token", folder.path + "/short"], 78),
      (["--allow", "my/*", "--port", "70000"], 64),
    ] {
      let run = await Falkit.run(list: ["proxy"] + words, environment: environment)
      #expect(run.code == code, "\(words): \(run.code) \(run.error)")
    }
    let noKey = await Falkit.run("proxy", "--allow", "my/*", environment: ["FALKIT_HOME": folder.path])
    #expect(noKey.code == 77)
  }
}

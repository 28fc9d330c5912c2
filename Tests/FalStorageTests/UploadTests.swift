import FalCore
import FalEmulator
import FalHTTPServer
import FalStorage
import FalSystem
import Foundation
import TestSupport
import Testing

@Suite("Uploads", .timeLimit(.minutes(2)))
struct UploadTests {
  /// Bytes that differ from place to place, so that a part in the wrong place is noticed.
  static func bytes(_ count: Int) -> [UInt8] { (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ $0 >> 8) } }

  /// What is at an address, as anybody sees it.
  static func content(at url: String) async throws -> (status: Int, type: String?, bytes: [UInt8]) {
    let response = try await HTTPTransports.standard.send(HTTPRequest("GET", url))
    return (response.status, response.fields["Content-Type"], try await response.body.collect())
  }

  private static func options(parts: Bool) -> UploadOptions {
    var options = UploadOptions()
    if parts { (options.largestPiece, options.partSize) = (1000, 700) }
    return options
  }

  @Test("Bytes arrive, whole and in parts", arguments: [0, 1, 700, 1000, 1001, 1400, 5000])
  func bytes(count: Int) async throws {
    let fal = try LocalFal()
    let bytes = Self.bytes(count)
    let file = try await fal.client.upload(bytes, options: Self.options(parts: true))
    let content = try await Self.content(at: file.url)
    #expect(content.bytes == bytes)
    #expect(content.type == "application/octet-stream" && file.size == count)
    let parts = count > 1000 ? (count + 699) / 700 : 0
    #expect(fal.emulator.statistics.received[.part, default: 0] == parts)
  }

  @Test("A file arrives with its name and type, whole and in parts", arguments: [true, false])
  func file(inParts: Bool) async throws {
    let fal = try LocalFal()
    let folder = try TemporaryFolder()
    let bytes = Array("GIF89a".utf8) + Self.bytes(4000)
    try Data(bytes).write(to: URL(fileURLWithPath: folder.path + "/Über uns.gif"))
    let file = try await fal.client.upload(file: folder.path + "/Über uns.gif", options: Self.options(parts: inParts))
    let content = try await Self.content(at: file.url)
    #expect(content.bytes == bytes && content.type == "image/gif")
    #expect(file.name == "_ber_uns.gif" && file.url.hasSuffix("/_ber_uns.gif") && file.contentType == "image/gif")
  }

  @Test("When the file server fails, a signed address is taken, whole and in parts", arguments: [true, false])
  func fallback(inParts: Bool) async throws {
    var configuration = EmulatorConfiguration()
    configuration.faults = FaultPlan { $0 == .token ? .status(500) : nil }
    let fal = try LocalFal(configuration)
    let bytes = Self.bytes(3000)
    let file = try await fal.client.upload(bytes, options: Self.options(parts: inParts))
    #expect(try await Self.content(at: file.url).bytes == bytes)
    #expect(fal.emulator.statistics.received[.initiate] == 1)
    #expect(fal.emulator.statistics.received[.token] == 5)
  }

  @Test("Parts that go wrong are sent again, others are not", arguments: [true, false])
  func partsAgain(signed: Bool) async throws {
    var configuration = EmulatorConfiguration()
    let left = Lock(4)
    let kinds: [Fault] = [.resetBefore, .status(503), .resetAfter, .cutOff]
    configuration.faults = FaultPlan { operation in
      if signed, operation == .token { return .status(404) }
      guard operation == .part else { return nil }
      return left.withLock { left in
        guard left > 0 else { return nil }
        left -= 1
        return kinds[left]
      }
    }
    let fal = try LocalFal(configuration)
    let bytes = Self.bytes(10_000)
    let file = try await fal.client.upload(bytes, options: Self.options(parts: true))
    #expect(try await Self.content(at: file.url).bytes == bytes)
    #expect(fal.emulator.statistics.received[.part] == 15 + 4)
  }

  @Test("A wrong key is said at once, and no other way is tried")
  func wrongKey() async throws {
    var configuration = EmulatorConfiguration()
    configuration.key = "another:key"
    let fal = try LocalFal(configuration)
    let error = await falError { _ = try await fal.client.upload([1]) }
    #expect(error?.kind == .unauthorized)
    #expect(fal.emulator.statistics.received == [.token: 1])
  }

  @Test("The key never goes to the servers of files")
  func key() async throws {
    let fal = try LocalFal()
    let seen = Lock<[String: String]>([:])
    let emulator = fal.emulator.address
    // In front of the local fal: notes who shows what.
    let server = try HTTPServer { request, responder in
      seen.withLock { $0["\(request.method) \(request.path)"] = request.headers["Authorization"] ?? "-" }
      if request.path == "/files/upload" { return try responder.respond(500) }
      try responder.respond(200, [:], Array(#"{"access_url":"\#(emulator)/x"}"#.utf8))
    }
    defer { server.stop() }
    var configuration = fal.client.configuration
    configuration.hosts.cdn = server.address
    configuration.retries = .never
    let file = try await FalClient(configuration).upload([1, 2, 3])
    #expect(try await Self.content(at: file.url).bytes == [1, 2, 3])
    let values = seen.withLock { $0 }
    #expect(values["POST /files/upload"]?.hasPrefix("Bearer ") == true)
    #expect(!values.values.contains { $0.contains("secret") })
  }

  @Test("A token is fetched once for many uploads at the same time, and again when it is not accepted any longer")
  func tokens() async throws {
    let fal = try LocalFal()
    try await withThrowingTaskGroup(of: Void.self) { group in
      for number in 0..<16 {
        group.addTask { _ = try await fal.client.upload([UInt8(number)]) }
      }
      try await group.waitForAll()
    }
    #expect(fal.emulator.statistics.received[.token] == 1)
    fal.emulator.revokeTokens()
    _ = try await fal.client.upload([1])
    #expect(fal.emulator.statistics.received[.token] == 2)
    #expect(fal.emulator.statistics.received[.upload] == 18)
  }

  @Test("Progress grows up to the whole", arguments: [500, 5000])
  func progress(count: Int) async throws {
    let fal = try LocalFal()
    var options = Self.options(parts: true)
    let seen = Lock<[TransferProgress]>([])
    options.progress = { progress in seen.withLock { $0.append(progress) } }
    _ = try await fal.client.upload(Self.bytes(count), options: options)
    let steps = seen.withLock { $0 }
    #expect(steps.last == TransferProgress(completed: count, total: count))
    #expect(steps.map(\.completed) == steps.map(\.completed).sorted())
  }

  @Test("A lifecycle arrives by every way", arguments: [true, false], [true, false])
  func lifecycle(inParts: Bool, signed: Bool) async throws {
    var configuration = EmulatorConfiguration()
    if signed { configuration.faults = FaultPlan { $0 == .token ? .status(404) : nil } }
    let fal = try LocalFal(configuration)
    var options = Self.options(parts: inParts)
    options.lifecycle = ObjectLifecycle(access: .forbid)
    let file = try await fal.client.upload(Self.bytes(2000), options: options)
    #expect(try await Self.content(at: file.url).status == 403)
    options.lifecycle = ObjectLifecycle(expiration: .seconds(3600), access: .hide)
    let hidden = try await fal.client.upload(Self.bytes(2000), options: options)
    #expect(try await Self.content(at: hidden.url).status == 404)
  }

  @Test("Through a proxy signed addresses are used, and the bytes go straight")
  func proxy() async throws {
    let fal = try LocalFal()
    let targets = Lock<[String]>([])
    let transport = HTTPTransports.standard
    let server = try HTTPServer { request, responder in
      let target = request.headers["x-fal-target-url"] ?? ""
      targets.withLock { $0.append(target.split(separator: "/").last.map(String.init) ?? "") }
      // As most of them do: these two only.
      guard target.hasSuffix("/storage/upload/initiate?storage_type=fal-cdn-v3") else {
        return try responder.respond(400, [:], Array("Invalid request".utf8))
      }
      let body = try request.readBody(limit: 1 << 20)
      let answer = try Blocking.run {
        let fields: HTTPFields = ["Content-Type": "application/json"]
        return try await transport.send(HTTPRequest("POST", target, fields: fields, body: .bytes(body))).body.collect()
      }
      try responder.respond(200, [:], answer)
    }
    defer { server.stop() }
    var configuration = fal.client.configuration
    configuration.credentials = nil
    configuration.routing = .proxy(url: server.address)
    let client = try FalClient(configuration)
    let bytes = Self.bytes(3000)
    let file = try await client.upload(bytes, options: Self.options(parts: true))
    #expect(try await Self.content(at: file.url).bytes == bytes)
    #expect(
      targets.withLock { $0 } == [
        "initiate-multipart?storage_type=fal-cdn-v3", "initiate?storage_type=fal-cdn-v3",
      ]
    )
  }

  @Test("Through a gateway nothing can be uploaded, and the error says what to do")
  func gateway() async throws {
    var configuration = FalConfiguration(credentials: try FalCredentials(key: "a:b"))
    configuration.routing = .gateway(url: "http://127.0.0.1:1", scheme: "Bearer")
    let error = await falError { _ = try await FalClient(configuration).upload([1]) }
    #expect(error?.kind == .unsupported && error?.message.contains("give their addresses") == true)
  }

  @Test("What is no file is said", arguments: ["missing.png", "", "folder"])
  func noFile(name: String) async throws {
    let folder = try TemporaryFolder()
    try FileManager.default.createDirectory(atPath: folder.path + "/folder", withIntermediateDirectories: false)
    let fal = try LocalFal()
    let error = await falError { _ = try await fal.client.upload(file: folder.path + "/" + name) }
    #expect(error?.kind == .file)
    #expect(error?.message.contains(folder.path) == true)
    #expect(fal.emulator.statistics.received.isEmpty)
  }

  @Test("An upload that is cancelled ends at once, and later ones work")
  func cancellation() async throws {
    let arrived = Event()
    let server = try HTTPServer { request, responder in
      arrived.happen()
      _ = responder.waitUntilClientIsGone(milliseconds: 60_000)
    }
    defer { server.stop() }
    let fal = try LocalFal()
    var configuration = fal.client.configuration
    configuration.hosts.cdn = server.address
    let client = try FalClient(configuration)
    let task = Task { try await client.upload([1, 2, 3]) }
    await arrived.wait()
    task.cancel()
    await #expect(throws: CancellationError.self) { try await task.value }
    _ = try await fal.client.upload([1, 2, 3])
  }
}

import FalCore
import FalEmulator
import FalSystem
import Foundation
import TestSupport
import Testing

@testable import FalStorage

@Suite("Downloads that go on", .timeLimit(.minutes(3)))
struct ResumeTests {
  private static let old = UploadTests.bytes(300_000)
  private static let new = UploadTests.bytes(250_000).map { ~$0 }

  private func client(attempts: Int = 5) throws -> FalClient {
    var configuration = FalConfiguration()
    configuration.retries = RetryPolicy(attempts: attempts, delay: .milliseconds(1), longestDelay: .milliseconds(2))
    return try FalClient(configuration)
  }

  @Test("After a break the rest is asked for, of the same version", arguments: [true, false])
  func goesOn(byTag: Bool) async throws {
    let server = try FileServer(Self.old) {
      $0.breaks = [100_000, 50_000]
      if !byTag { ($0.tag, $0.date) = ("W/\"weak\"", "Sat, 31 Jan 2026 14:25:00 GMT") }
    }
    let folder = try TemporaryFolder()
    var options = DownloadOptions()
    let seen = Lock<[TransferProgress]>([])
    options.progress = { progress in seen.withLock { $0.append(progress) } }
    let file = try await client().download(server.url, to: folder.path + "/a", options: options)
    #expect(file.size == Self.old.count && file.contentType == "image/png")
    #expect(try folder.files() == ["a": Data(Self.old)])
    #expect(server.ranges == [nil, "bytes=100000-", "bytes=150000-"])
    let version = byTag ? "\"one\"" : "Sat, 31 Jan 2026 14:25:00 GMT"
    #expect(server.state.withLock { $0.asked.map(\.version) } == [nil, version, version])
    let progress = seen.withLock { $0 }
    #expect(progress.map(\.completed) == progress.map(\.completed).sorted())
    #expect(progress.allSatisfy { $0.total == Self.old.count })
  }

  @Test("As long as much arrives between the breaks, there are more attempts than usual")
  func longWay() async throws {
    let bytes = UploadTests.bytes(5_000_000)
    let server = try FileServer(bytes) { $0.breaks = [1_200_000, 1_200_000, 1_200_000] }
    let folder = try TemporaryFolder()
    _ = try await client(attempts: 1).download(server.url, to: folder.path + "/a")
    #expect(try folder.files() == ["a": Data(bytes)])
  }

  @Test("A file at a local fal goes on as well")
  func emulator() async throws {
    var configuration = EmulatorConfiguration()
    configuration.faults = .script([(.download, .cutOff), (.download, .cutOff), (.download, .resetBefore)])
    let fal = try LocalFal(configuration)
    let folder = try TemporaryFolder()
    let url = try await fal.client.upload(Self.old).url
    let least = Lock(Int.max)
    var options = DownloadOptions()
    options.progress = { progress in least.withLock { $0 = min($0, progress.completed) } }
    _ = try await fal.client.download(url, to: folder.path + "/a", options: options)
    #expect(try folder.files() == ["a": Data(Self.old)])
    #expect(fal.emulator.statistics.received[.download] == 4)
  }

  @Test("A version that can change under the same name is not gone on with")
  func weak() async throws {
    for (tag, date) in [("W/\"weak\"", nil), (nil, "Sat, 31 Jan 2026 14:25:30 GMT"), (nil, nil)] as [(String?, String?)]
    {
      let server = try FileServer(Self.old) { ($0.breaks, $0.tag, $0.date) = ([100_000], tag, date) }
      let folder = try TemporaryFolder()
      _ = try await client().download(server.url, to: folder.path + "/a")
      #expect(try folder.files() == ["a": Data(Self.old)])
      #expect(server.ranges == [nil, nil])
    }
  }

  @Test(
    "When the file has changed, all of the new one is fetched",
    arguments: ["honest", "ignores the condition", "same size", "shorter", "ignores ranges"]
  )
  func changed(server kind: String) async throws {
    let isHonest = kind == "honest"
    let new =
      switch kind {
      case "shorter": Array(Self.new.prefix(1000))
      case "same size": Self.old.map { $0 ^ 1 }
      default: Self.new
      }
    let server = try FileServer(Self.old) { state in
      state.breaks = [100_000]
      state.ignoresRange = kind == "ignores ranges"
      state.ignoresCondition = !isHonest
      state.changed = { ($0.bytes, $0.tag) = (new, "\"two\"") }
    }
    let folder = try TemporaryFolder()
    let file = try await client().download(server.url, to: folder.path + "/a")
    #expect(file.size == new.count)
    #expect(try folder.files() == ["a": Data(new)])
    #expect(server.ranges[1] == "bytes=100000-")
  }

  @Test("What is left of one call is the beginning of the next; the old file stays until then")
  func later() async throws {
    let server = try FileServer(Self.old) { $0.breaks = [100_000] }
    let folder = try TemporaryFolder()
    try folder.write("old", to: "a")
    let options = DownloadOptions(replacesFile: true)
    let error = await falError {
      _ = try await client(attempts: 1).download(server.url, to: folder.path + "/a", options: options)
    }
    #expect(error?.kind == .connection)
    #expect(try folder.text(of: "a") == "old")
    #expect(try folder.files().keys.allSatisfy { $0 == "a" || $0.hasPrefix(".a.") })
    _ = try await client().download(server.url, to: folder.path + "/a", options: options)
    #expect(try folder.files() == ["a": Data(Self.old)])
    #expect(server.ranges == [nil, "bytes=100000-"])
  }

  @Test("Another address or another target begins at the beginning")
  func others() async throws {
    let server = try FileServer(Self.old) { $0.breaks = [100_000] }
    let folder = try TemporaryFolder()
    _ = await falError { _ = try await client(attempts: 1).download(server.url, to: folder.path + "/a") }
    _ = try await client().download(server.url + "?other", to: folder.path + "/a")
    _ = try await client().download(server.url, to: folder.path + "/b")
    #expect(server.ranges == [nil, nil, nil])
    #expect(try Data(contentsOf: URL(fileURLWithPath: folder.path + "/a")) == Data(Self.old))
  }

  @Test("After a cancellation a later call goes on")
  func cancelled() async throws {
    let server = try FileServer(Self.old) { ($0.breaks, $0.stalls) = ([100_000], true) }
    let folder = try TemporaryFolder()
    let client = try client()
    let arrived = Event()
    var options = DownloadOptions()
    options.progress = { if $0.completed == 100_000 { arrived.happen() } }
    let task = Task { [options] in
      _ = try await client.download(server.url, to: folder.path + "/a", options: options)
    }
    await arrived.wait()
    // While it is under way, nobody else is let to it.
    let second = await falError { _ = try await client.download(server.url, to: folder.path + "/a") }
    #expect(second?.kind == .file && second?.message.contains("is being downloaded already") == true)
    task.cancel()
    await #expect(throws: CancellationError.self) { try await task.value }
    _ = try await client.download(server.url, to: folder.path + "/a")
    #expect(try folder.files() == ["a": Data(Self.old)])
    #expect(server.ranges == [nil, "bytes=100000-"])
  }

  @Test("A file is free as soon as a download is over, even while something still refers to it")
  func free() throws {
    let folder = try TemporaryFolder()
    let first = try PartialFile(path: folder.path + "/a", from: "u")
    #expect(throws: FalError.self) { try PartialFile(path: folder.path + "/a", from: "u") }
    first.giveUp()
    try withExtendedLifetime(first) { try PartialFile(path: folder.path + "/a", from: "u").giveUp() }
    // Once is enough: by then its descriptor may be another's.
    first.giveUp()
    #expect(try folder.files().isEmpty)
  }

  @Test("What is left and damaged is not used, and a link in its place leads nowhere")
  func damaged() async throws {
    let server = try FileServer(Self.old) { $0.breaks = [100_000] }
    let folder = try TemporaryFolder()
    let target = folder.path + "/a"
    _ = await falError { _ = try await client(attempts: 1).download(server.url, to: target) }
    let part = try #require(try folder.files().keys.first { $0.hasSuffix(".part") })
    try folder.write("{\"validator\":\"a\\r\\nX: b\",\"total\":300000}", to: part + ".json")
    _ = try await client().download(server.url, to: target)
    #expect(try folder.files() == ["a": Data(Self.old)])
    #expect(server.ranges == [nil, nil])
    try folder.write("precious", to: "other")
    try FileManager.default.createSymbolicLink(atPath: folder.path + "/" + part, withDestinationPath: "other")
    let error = await falError { _ = try await client().download(server.url, to: target) }
    #expect(error?.kind == .file)
    #expect(try folder.text(of: "other") == "precious")
  }

  @Test("Of two that may not replace a file one wins, and the file is whole")
  func race() async throws {
    let (first, second) = (try FileServer(Self.old), try FileServer(Self.new))
    let client = try client()
    let save: @Sendable (String, String) async -> FalError? = { url, path in
      await falError { _ = try await client.download(url, to: path) }
    }
    for _ in 0..<20 {
      let folder = try TemporaryFolder()
      async let a = save(first.url, folder.path + "/a")
      async let b = save(second.url, folder.path + "/a")
      let errors = await [a, b]
      #expect(errors.count { $0 == nil } == 1)
      let content = errors[0] == nil ? Self.old : Self.new
      #expect(try folder.files() == ["a": Data(content)])
    }
  }

  @Test("However often it breaks and the file changes: what is saved is one version of it", arguments: 0..<60)
  func chaos(seed: Int) async throws {
    var random = SeededRandom(seed: UInt64(seed))
    let versions = (1...3).map { number in
      (0..<Int.random(in: 1...5000, using: &random)).map { UInt8(truncatingIfNeeded: $0 &* number &+ $0 >> 8) }
    }
    let breaks = (0..<Int.random(in: 1...12, using: &random)).map { _ in Int.random(in: 0...4000, using: &random) }
    let changes = breaks.map { _ in Bool.random(using: &random) ? Int.random(in: 0...2, using: &random) : nil }
    let left = Lock(changes[...])
    let server = try FileServer(versions[0]) { state in
      state.tag = "\"0\""
      state.breaks = breaks
      state.ignoresCondition = Bool.random(using: &random)
      state.changed = { state in
        guard let next = left.withLock({ $0.popFirst() }), let next else { return }
        (state.bytes, state.tag) = (versions[next], "\"\(next)\"")
      }
    }
    let folder = try TemporaryFolder()
    let client = try client(attempts: 2)
    var calls = 0
    while let error = await falError({ _ = try await client.download(server.url, to: folder.path + "/a") }) {
      calls += 1
      // Each of them breaks one answer at least, and none meets what the one before it left behind.
      try #require(error.kind == .connection && calls <= breaks.count, "\(error)")
    }
    let files = try folder.files()
    #expect(files.count == 1)
    #expect(versions.contains { Data($0) == files["a"] })
  }
}

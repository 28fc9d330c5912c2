import FalCore
import FalEmulator
import FalHTTPServer
import FalStorage
import FalSystem
import Foundation
import TestSupport
import Testing

@Suite("Downloads", .timeLimit(.minutes(2)))
struct DownloadTests {
  @Test("A file arrives whole, with its type and progress", arguments: [0, 1, 3_000_000])
  func whole(count: Int) async throws {
    let fal = try LocalFal()
    let folder = try TemporaryFolder()
    let bytes = UploadTests.bytes(count)
    let url = try await fal.client.upload(bytes).url
    var options = DownloadOptions()
    let seen = Lock<[TransferProgress]>([])
    options.progress = { progress in seen.withLock { $0.append(progress) } }
    let file = try await fal.client.download(url, to: folder.path + "/a.bin", options: options)
    #expect(file.size == count && file.contentType == "application/octet-stream")
    #expect(try folder.files() == ["a.bin": Data(bytes)])
    #expect(seen.withLock { $0.last } == (count == 0 ? nil : TransferProgress(completed: count, total: count)))
  }

  @Test("A data URI is written out")
  func dataURI() async throws {
    let fal = try LocalFal()
    let folder = try TemporaryFolder()
    let file = try await fal.client.download("data:image/gif;base64,R0lGODlh", to: folder.path + "/a.gif")
    #expect(file.contentType == "image/gif")
    #expect(try folder.text(of: "a.gif") == "GIF89a")
  }

  /// A server that breaks off some of its answers in their middle.
  private func breakingServer(_ failures: Int, _ body: String) throws -> HTTPServer {
    let left = Lock(failures)
    return try HTTPServer { _, responder in
      let breaks = left.withLock { left in
        left -= 1
        return left >= 0
      }
      try responder.start(200, [:], length: body.utf8.count)
      try responder.write(Array(breaks ? body.utf8.prefix(3) : body.utf8.prefix(.max)))
      if breaks { responder.abort() } else { try responder.finish() }
    }
  }

  @Test("When the connection breaks it begins again; nothing is there twice")
  func again() async throws {
    let fal = try LocalFal()
    let folder = try TemporaryFolder()
    let server = try breakingServer(2, "content")
    defer { server.stop() }
    _ = try await fal.client.download(server.address + "/x", to: folder.path + "/a")
    #expect(try folder.files() == ["a": Data("content".utf8)])
  }

  @Test("When it fails, what was there before stays, and nothing is left behind")
  func failure() async throws {
    let fal = try LocalFal()
    let folder = try TemporaryFolder()
    try folder.write("old", to: "a")
    let server = try breakingServer(100, "content")
    defer { server.stop() }
    let options = DownloadOptions(replacesFile: true)
    let error = await falError {
      _ = try await fal.client.download(server.address, to: folder.path + "/a", options: options)
    }
    #expect(error?.kind == .connection)
    #expect(try folder.files() == ["a": Data("old".utf8)])
    let missing = await falError {
      _ = try await fal.client.download(fal.emulator.hosts.cdn + "/files/none", to: folder.path + "/b")
    }
    #expect(missing?.kind == .notFound)
    #expect(try folder.files().keys.sorted() == ["a"])
  }

  @Test("A file that is there already is kept, or replaced when one wants that")
  func existing() async throws {
    let fal = try LocalFal()
    let folder = try TemporaryFolder()
    try folder.write("old", to: "a")
    let kept = await falError { _ = try await fal.client.download("data:,new", to: folder.path + "/a") }
    #expect(kept?.kind == .file && kept?.message.contains("exists already") == true)
    #expect(try folder.text(of: "a") == "old")
    let options = DownloadOptions(replacesFile: true)
    _ = try await fal.client.download("data:,new", to: folder.path + "/a", options: options)
    _ = try await fal.client.download("data:,other", to: folder.path + "/b")
    #expect(try folder.files() == ["a": Data("new".utf8), "b": Data("other".utf8)])
  }

  @Test("Files are named by URLs as well, and a download may stay in memory")
  func urls() async throws {
    let fal = try LocalFal()
    let folder = try TemporaryFolder()
    try folder.write("content", to: "in.bin")
    let source = URL(fileURLWithPath: folder.path + "/in.bin")
    let uploaded = try await fal.client.upload(file: source, options: UploadOptions(name: "x.bin"))
    #expect(try await fal.client.data(at: uploaded.url) == Data("content".utf8))
    let file = MediaFile(url: uploaded.url)
    #expect(try await fal.client.data(of: file) == Data("content".utf8))
    try await fal.client.download(file, to: URL(fileURLWithPath: folder.path + "/out.bin"))
    #expect(try folder.text(of: "out.bin") == "content")
    let web = try #require(URL(string: "https://example.com/a"))
    for work in [
      { _ = try await fal.client.upload(file: web) }, { _ = try await fal.client.download(file, to: web) },
    ] as [() async throws -> Void] {
      #expect(await falError(work)?.kind == .file)
    }
    #expect(await falError { _ = try await fal.client.data(at: uploaded.url, limit: 3) }?.kind == .invalidResponse)
    #expect(try await fal.client.data(at: "data:,abc") == Data("abc".utf8))
  }

  @Test("Only an ordinary file gives way, and who may read it stays as it was")
  func ordinaryFiles() async throws {
    let fal = try LocalFal()
    let folder = try TemporaryFolder()
    let options = DownloadOptions(replacesFile: true)
    mkfifo(folder.path + "/pipe", 0o600)
    for name in ["pipe", "a\0b"] {
      let error = await falError {
        _ = try await fal.client.download("data:,new", to: folder.path + "/" + name, options: options)
      }
      #expect(error?.kind == .file)
    }
    #expect(await falError { _ = try await fal.client.upload(file: folder.path + "/a\0b") }?.kind == .file)
    try folder.write("secret", to: "a")
    chmod(folder.path + "/a", 0o600)
    try await fal.client.download("data:,new", to: folder.path + "/a", options: options)
    var status = stat()
    #expect(lstat(folder.path + "/a", &status) == 0 && status.st_mode & 0o777 == 0o600)
    #expect(try folder.text(of: "a") == "new")
    #expect(lstat(folder.path + "/pipe", &status) == 0 && status.st_mode & S_IFMT == S_IFIFO)
  }

  @Test("Where nothing can be written is said", arguments: ["/missing/a", "/"])
  func noPlace(path: String) async throws {
    let fal = try LocalFal()
    let folder = try TemporaryFolder()
    let error = await falError { _ = try await fal.client.download("data:,x", to: folder.path + path) }
    #expect(error?.kind == .file && error?.message.contains(folder.path + path) == true)
  }

  @Test(
    "Only https, and http on this machine",
    arguments: ["http://example.com/a", "ftp://example.com/a", "file:///etc/passwd", "nonsense"]
  )
  func strange(url: String) async throws {
    let fal = try LocalFal()
    let folder = try TemporaryFolder()
    let error = await falError { _ = try await fal.client.download(url, to: folder.path + "/a") }
    #expect(error != nil)
    #expect(try folder.files().isEmpty)
  }

  @Test("The key is not sent")
  func key() async throws {
    let fal = try LocalFal()
    let folder = try TemporaryFolder()
    let seen = Lock<[String?]>([])
    let server = try HTTPServer { request, responder in
      seen.withLock { $0.append(request.headers["Authorization"]) }
      try responder.respond(request.path == "/b" ? 200 : 302, ["Location": "/b"])
    }
    defer { server.stop() }
    var configuration = fal.client.configuration
    // Not even to hosts that get it otherwise.
    configuration.hosts.run = server.address
    _ = try await FalClient(configuration).download(server.address + "/a", to: folder.path + "/a")
    #expect(seen.withLock { $0 } == [nil, nil])
  }
}

import FalCore
import FalEmulator
import FalHTTPServer
import FalPlatform
import FalRegistry
import FalSystem
import Foundation
import TestSupport

@testable import FalRegistrySync

/// A catalogue of a few models, two a page, whose pages can go wrong.
final class CatalogServer: Sendable {
  /// What comes in the place of a page.
  enum Answer: Sendable {
    case status(Int, HTTPFields = [:])
    case body(String)
    /// Half of the page, and then the connection is reset.
    case cut
  }

  private struct State: Sendable {
    var models: [JSON] = []
    var documents: [String: JSON] = [:]
    var asked: [String] = []
    var unchanged = 0
    var wrong: @Sendable (_ page: Int, _ time: Int) -> Answer? = { _, _ in nil }
  }

  private let state = Lock(State())
  private let server: HTTPServer

  init(_ ids: [String]) throws {
    let state = state
    server = try HTTPServer { request, responder in try Self.answer(request, responder, state) }
    state.withLock { $0.models = ids.map { TestFeed.model($0) } }
  }

  deinit { server.stop() }

  /// What was asked for: the numbers of pages, and the ids of documents.
  var asked: [String] { state.withLock { $0.asked } }

  /// How many answers said that nothing has changed.
  var unchanged: Int { state.withLock { $0.unchanged } }

  func set(_ models: [JSON]) { state.withLock { $0.models = models } }

  func set(documents: [String: JSON]) { state.withLock { $0.documents = documents } }

  /// Decides what goes wrong: by the page, counted from 1, and how often it was asked for.
  func fail(_ wrong: @escaping @Sendable (_ page: Int, _ time: Int) -> Answer?) { state.withLock { $0.wrong = wrong } }

  var client: FalClient {
    get throws {
      var configuration = FalConfiguration()
      configuration.hosts = FalHosts(platform: server.address, site: server.address)
      configuration.retries = RetryPolicy(attempts: 3, delay: .milliseconds(1), longestDelay: .seconds(60))
      return try FalClient(configuration)
    }
  }

  /// The pages as they are now.
  var pages: [(name: String, bytes: [UInt8])] {
    let state = state.withLock { $0 }
    return (1...max(1, (state.models.count + 1) / 2)).map { ("page \($0)", Self.page($0, state.models).utf8()) }
  }

  private static func page(_ number: Int, _ models: [JSON]) -> JSON {
    let rest = models.dropFirst((number - 1) * 2)
    return [
      "models": .array(Array(rest.prefix(2))), "has_more": .bool(rest.count > 2),
      "next_cursor": rest.count > 2 ? .string("\(number + 1)") : .null,
    ]
  }

  private static func answer(_ request: IncomingRequest, _ responder: HTTPResponder, _ state: Lock<State>) throws {
    func parameter(_ name: String) -> String? { request.query.first { $0.name == name }?.value }
    if request.path.hasSuffix("openapi.json") {
      let id = parameter("endpoint_id") ?? ""
      let document = state.withLock { state in
        state.asked.append(id)
        return state.documents[id]
      }
      guard let document else { return try responder.respond(404, [:], []) }
      return try responder.respond(200, [:], document.utf8())
    }
    let ids = Set(request.query.filter { $0.name == "endpoint_id" }.map(\.value))
    if !ids.isEmpty {
      let models = state.withLock { $0.models }.filter { ids.contains($0["endpoint_id"].string ?? "") }
      guard !models.isEmpty else { return try responder.respond(404, [:], []) }
      return try responder.respond(200, [:], (["models": .array(models), "has_more": false] as JSON).utf8())
    }
    let number = parameter("cursor").flatMap { Int($0) } ?? 1
    let (models, wrong) = state.withLock { state in
      state.asked.append("\(number)")
      return (state.models, state.wrong(number, state.asked.count { $0 == "\(number)" }))
    }
    let bytes = page(number, models).utf8()
    switch wrong {
    case .status(let status, let fields): return try responder.respond(status, fields, [])
    case .body(let text): return try responder.respond(200, [:], Array(text.utf8))
    case .cut:
      try responder.start(200, [:], length: bytes.count)
      try responder.write(Array(bytes.prefix(bytes.count / 2)))
      return responder.abort()
    case nil: break
    }
    let tag = "\"\(StableHash.hex(bytes))\""
    if request.headers["If-None-Match"] == tag {
      state.withLock { $0.unchanged += 1 }
      return try responder.respond(304, ["ETag": tag], [])
    }
    try responder.respond(200, ["ETag": tag], bytes)
  }
}

/// A registry that is synced.
struct SyncedRegistry {
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try FileManager.default.createDirectory(atPath: folder.path + "/registry", withIntermediateDirectories: true)
    try folder.write(TestFeed.modules, to: "registry/modules.json")
  }

  var path: String { folder.path + "/registry" }

  @discardableResult
  func sync(_ server: CatalogServer, _ change: (inout RegistrySync.Options) -> Void = { _ in }) async throws
    -> RegistrySync.Report
  {
    var options = RegistrySync.Options()
    change(&options)
    return try await RegistrySync(
      folder: RegistryFolder(path: path),
      fallback: TestFeed.emptyRegistry(),
      work: folder.path + "/work",
      client: server.client,
      options: options
    ).run()
  }

  /// The contents of all files, by their paths.
  func files(_ name: String = "registry") throws -> [String: Data] {
    var files: [String: Data] = [:]
    for path in try FileManager.default.subpathsOfDirectory(atPath: folder.path + "/" + name) {
      files[path] = FileManager.default.contents(atPath: "\(folder.path)/\(name)/\(path)")
    }
    return files.filter { !$0.value.isEmpty }
  }

  /// What a verification finds.
  func faults() throws -> [String] {
    var verifier = RegistryVerifier(folder: RegistryFolder(path: path))
    let names = try NamesUpdate(folder: RegistryFolder(path: path)).verification
    return try (verifier.run().diagnostics.filter { $0.severity == .error } + names).map(\.description)
  }

  /// What importing a server's pages makes of a copy of the registry as it is now.
  func imported(_ server: CatalogServer) throws -> [String: Data] {
    let copy = folder.path + "/copy"
    try? FileManager.default.removeItem(atPath: copy)
    try FileManager.default.copyItem(atPath: path, toPath: copy)
    let target = RegistryFolder(path: copy)
    var importer = RegistryImporter(folder: target, missingDocumentsFrom: TestFeed.emptyRegistry())
    _ = try importer.run(pages: server.pages, isComplete: true)
    _ = try NamesUpdate(folder: target).write(to: target)
    return try files("copy")
  }
}

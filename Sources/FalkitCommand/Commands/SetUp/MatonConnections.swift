import FalCore
import FalRunner
import FalSystem

/// The connections of a Maton account: each lends the gateway a key of fal.
struct MatonConnections: Sendable {
  private let client: FalClient
  private let address: String

  /// - Throws: `RunError`: exit code 77 without a key, 69 when the network is not to be used, 78 when the address in
  ///   the environment is none.
  init(_ invocation: Invocation) throws(RunError) {
    let credentials = try Self.credentials(invocation)
    if invocation.isOffline {
      throw RunError(.unavailable, "connections need the network, and --offline forbids it")
    }
    address = try Self.address()
    var configuration = FalConfiguration(credentials: credentials)
    configuration.routing = .gateway(url: address, scheme: "Bearer")
    let console = invocation.console
    configuration.log = { console.log($0) }
    do throws(FalError) {
      client = try FalClient(configuration)
    } catch {
      throw RunError(.config, error.message)
    }
  }

  /// The connections to fal; only those that work, or all.
  func all(onlyActive: Bool) async throws -> [JSON] {
    let answer = try await ask(.platform, "GET", "/connections?app=fal-ai" + (onlyActive ? "&status=ACTIVE" : ""))
    guard let list = answer?["connections"].array ?? answer?.array else { throw Self.unexpected("has no list") }
    return list
  }

  /// Begins a connection, which works when the user has opened its address and entered a key of fal.
  func create() async throws -> JSON {
    try connection(await ask(.submit, "POST", "/connections", ["app": "fal-ai"]))
  }

  func connection(_ id: String) async throws -> JSON {
    try connection(await ask(.platform, "GET", Self.path(id)))
  }

  func delete(_ id: String) async throws {
    _ = try await ask(.cancel, "DELETE", Self.path(id))
  }

  private func connection(_ answer: JSON?) throws(FalError) -> JSON {
    let connection = answer?["connection"].object.map(JSON.object) ?? answer ?? .null
    guard connection["connection_id"].string != nil else { throw Self.unexpected("has no connection") }
    return connection
  }

  private func ask(
    _ operation: FalOperation,
    _ method: String,
    _ path: String,
    _ body: JSON? = nil
  ) async throws -> JSON? {
    let call = FalCall(
      operation,
      method,
      address + path,
      authorization: .key,
      fields: body == nil ? [:] : [HTTPField.contentType: "application/json"],
      body: body.map { .bytes($0.utf8()) } ?? .none,
      timeouts: client.callTimeouts
    )
    do {
      return try await client.answer(to: call).json
    } catch var error as FalError {
      error.message = "connections: \(error.message)"
      throw error
    }
  }

  private static func path(_ id: String) -> String {
    "/connections/\(PercentCoding.encode(id, keepsDots: false))"
  }

  private static func unexpected(_ problem: String) -> FalError {
    FalError(.invalidResponse, "connections: the answer \(problem)")
  }

  private static func credentials(_ invocation: Invocation) throws(RunError) -> FalCredentials {
    if invocation.has(.keyFile), let given = try KeySource.find(invocation)?.credentials { return given }
    guard let text = ProcessEnvironment.value("MATON_API_KEY"), !text.isEmpty else {
      throw RunError(.auth, "there is no key of Maton: MATON_API_KEY is not set", hint: "export MATON_API_KEY=...")
    }
    do throws(FalError) {
      return try FalCredentials(key: text)
    } catch {
      throw RunError(.auth, "\(error.message) (from MATON_API_KEY)")
    }
  }

  private static func address() throws(RunError) -> String {
    let variable = "FALKIT_CONNECTIONS_URL"
    guard let url = ProcessEnvironment.value(variable), !url.isEmpty else { return "https://ctrl.maton.ai" }
    guard HTTPAddress(url)?.isProtected == true, !url.contains("?") else {
      throw RunError(.config, "\(variable) must be an address with https, or with http on this machine")
    }
    return url.hasSuffix("/") ? String(url.dropLast()) : url
  }
}

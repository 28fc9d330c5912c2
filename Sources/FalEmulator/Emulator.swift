import FalCatalog
public import FalCore
import FalHTTPServer
import FalSystem

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// A local fal on 127.0.0.1: queue, direct runs, streams, files, catalogue and prices, with the models that falkit knows
/// or any other.
///
/// It answers as fal does, in statuses, fields and bodies, the awkward ones too, so that programs can be tried and tested
/// without a key, a network or costs.
///
/// It stops when nobody holds it any longer.
///
/// The first one raises the process's soft limit of open files to 10,240, or to the hard limit where that is less: both
/// ends of its connections are open in one process.
///
/// ```swift
/// let emulator = try Emulator(faults: [.submit: .status(429)])
/// emulator.answer(FluxSchnell.self) { input in
///   ["images": [["url": "https://example.com/a.png"]], "prompt": input["prompt"], "seed": 7]
/// }
/// let fal = try FalClient(emulator.clientConfiguration)
/// // ...
/// #expect(emulator.requests.map { $0.input["prompt"] } == ["a cat"])
/// ```
public final class Emulator: Sendable {
  private let configuration: EmulatorConfiguration
  private let router: EmulatorRouter
  private let server: Lock<HTTPServer?>
  private let port: UInt16
  private let model: AnsweredModel

  /// Starts.
  ///
  /// - Parameters:
  ///   - configuration: How it behaves.
  ///   - model: What it runs in place of the models.
  /// - Throws: `EmulatorError` when it cannot listen on the port.
  public init(_ configuration: EmulatorConfiguration = EmulatorConfiguration(), model: any EmulatedModel)
    throws(EmulatorError)
  {
    self.configuration = configuration
    let model = AnsweredModel(model, script: configuration.script, allowsAny: configuration.allowsAny)
    self.model = model
    let router = EmulatorRouter(configuration, model: model)
    self.router = router
    let server = try Self.listen(configuration.port, router)
    port = server.port
    router.address.withLock { $0 = "http://127.0.0.1:\(server.port)" }
    router.files.address.withLock { $0 = "http://127.0.0.1:\(server.port)/cdn" }
    self.server = Lock(server)
  }

  /// Starts with the models that falkit knows.
  ///
  /// - Throws: `EmulatorError` when it cannot listen on the port.
  public convenience init(_ configuration: EmulatorConfiguration = EmulatorConfiguration()) throws(EmulatorError) {
    try self.init(configuration, model: RegistryModel(FalCatalog.registry))
  }

  /// Starts with the models that falkit knows, of which some calls go wrong.
  ///
  /// - Throws: `EmulatorError` when it cannot listen on the port.
  public convenience init(faults: FaultPlan) throws(EmulatorError) {
    try self.init(EmulatorConfiguration(faults: faults))
  }

  /// The beginning of all its addresses: `http://127.0.0.1:8080`.
  public var address: String { "http://127.0.0.1:\(port)" }

  /// Where runs over a WebSocket are found, which is ws.fal.run's service: `ws://127.0.0.1:8080/ws`.
  public var socketAddress: String { "ws://127.0.0.1:\(port)/ws" }

  /// Where the keys are that verify its webhooks.
  public var webhookKeysAddress: String { address + "/rest/.well-known/jwks.json" }

  /// Where clients find it.
  public var hosts: FalHosts {
    FalHosts(
      run: address + "/run",
      queue: address + "/queue",
      rest: address + "/rest",
      cdn: address + "/cdn",
      platform: address + "/platform",
      site: address + "/site"
    )
  }

  /// How a client reaches it, with its key where it asks for one.
  public var clientConfiguration: FalConfiguration {
    var client = FalConfiguration(credentials: configuration.key.flatMap { try? FalCredentials(key: $0) })
    client.hosts = hosts
    return client
  }

  /// Answers what is asked of a model, instead of running it.
  ///
  /// - Parameters:
  ///   - endpoint: The model.
  ///   - output: Makes the output, as fal would send it, of an input. What it throws becomes the answer: a `ModelFailure` as
  ///     it says, anything else a failure of the model.
  public func answer(
    _ endpoint: (some FalEndpoint).Type,
    with output: @escaping @Sendable (JSON) throws -> JSON
  ) {
    answer(endpoint.id, with: output)
  }

  /// Answers what is asked of a model, which falkit need not know, instead of running it.
  public func answer(_ endpoint: EndpointID, with output: @escaping @Sendable (JSON) throws -> JSON) {
    model.answer(endpoint, output)
  }

  /// The inputs that came so far, in order; of very many the last 1,000.
  public var requests: [EmulatedRequest] { router.requests.withLock { $0 } }

  /// The calls that were answered so far, in order; of very many the last 10,000.
  ///
  /// `GET /journal` gives the same.
  public var journal: [EmulatedCall] { router.journal.all }

  /// Forgets all requests, files and calls, but for what is being worked on, as `POST /reset` does.
  public func reset() { router.reset() }

  /// What it has done so far.
  public var statistics: EmulatorStatistics { router.statistics }

  /// Makes all tokens for uploads that were handed out invalid.
  package func revokeTokens() {
    router.storage.revokeTokens()
    router.tokens.revoke()
  }

  /// Breaks all connections and takes no more, until it is started again.
  ///
  /// What is in the queue stays there.
  public func stop() {
    let server = server.withLock { server in
      defer { server = nil }
      return server
    }
    model.stop()
    server?.stop()
    router.runner.stop()
    router.webhooks.stop()
  }

  /// Starts again after a stop, under the same address.
  ///
  /// In the meantime the system may have given the port to a connection of any program, so this tries for some seconds.
  ///
  /// - Throws: `EmulatorError` when somebody else has the port for longer.
  public func restart() throws(EmulatorError) {
    stop()
    let deadline = ContinuousClock.now + .seconds(10)
    while true {
      do throws(EmulatorError) {
        let new = try Self.listen(port, router)
        server.withLock { $0 = new }
        model.resume()
        router.webhooks.resume()
        router.runner.resume()
        return
      } catch {
        guard ContinuousClock.now < deadline else { throw error }
        usleep(20_000)
      }
    }
  }

  private static func listen(_ port: UInt16, _ router: EmulatorRouter) throws(EmulatorError) -> HTTPServer {
    var configuration = HTTPServerConfiguration(port: port)
    configuration.access = router.access
    do throws(HTTPServerError) {
      return try HTTPServer(configuration) { try router.answer($0, by: $1) }
    } catch {
      throw EmulatorError(message: "cannot listen on port \(port) of 127.0.0.1: \(error)")
    }
  }
}

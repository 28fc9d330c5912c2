import FalCatalog
public import FalCore

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
/// The first one raises the process's soft limit of open files to 10,240, or to the hard limit where that is less: both
/// ends of its connections are open in one process.
public final class Emulator: Sendable {
  private let configuration: EmulatorConfiguration
  private let router: EmulatorRouter
  private let server: Lock<HTTPServer?>
  private let port: UInt16

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

  /// The beginning of all its addresses: `http://127.0.0.1:8080`.
  public var address: String { "http://127.0.0.1:\(port)" }

  /// Where clients find it.
  public var hosts: FalHosts {
    FalHosts(
      run: address + "/run",
      queue: address + "/queue",
      rest: address + "/rest",
      cdn: address + "/cdn",
      platform: address + "/platform"
    )
  }

  /// What it has done so far.
  public var statistics: EmulatorStatistics { router.statistics }

  /// Makes all tokens for uploads that were handed out invalid.
  package func revokeTokens() {
    router.storage.revokeTokens()
  }

  /// Breaks all connections and takes no more, until it is started again.
  ///
  /// What is in the queue stays there.
  public func stop() {
    let server = server.withLock { server in
      defer { server = nil }
      return server
    }
    server?.stop()
    router.runner.stop()
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
        router.runner.resume()
        return
      } catch {
        guard ContinuousClock.now < deadline else { throw error }
        usleep(20_000)
      }
    }
  }

  private static func listen(_ port: UInt16, _ router: EmulatorRouter) throws(EmulatorError) -> HTTPServer {
    do throws(HTTPServerError) {
      return try HTTPServer(port: port) { try router.answer($0, by: $1) }
    } catch {
      throw EmulatorError(message: "cannot listen on port \(port) of 127.0.0.1: \(error)")
    }
  }
}

import FalCore
import FalEmulator
import FalRunner
import FalSystem

/// A client for fal, or for a local fal, as the options and the environment say.
struct FalAccess: Sendable {
  let client: FalClient
  /// Answers as long as it is kept.
  private let emulator: Emulator?

  /// Gets ready to ask fal; `key` is one that was found already, because standard input can be read once only.
  ///
  /// What everybody may ask needs no key, and is asked without one when there is none.
  ///
  /// - Throws: `RunError`: exit code 77 without a key, 69 when the network is not to be used, 78 when an address in the
  ///   environment is none.
  init(
    _ invocation: Invocation,
    key known: (credentials: FalCredentials, source: KeySource)? = nil,
    needsKey: Bool = true
  ) throws(RunError) {
    var configuration: FalConfiguration
    if invocation.has(.local) {
      let emulator = try Self.emulator(invocation)
      configuration = FalConfiguration()
      configuration.hosts = emulator.hosts
      self.emulator = emulator
    } else {
      let key = if let known { known } else { try Self.key(invocation) }
      if needsKey, key == nil { throw .noKey }
      configuration = FalConfiguration(credentials: key?.credentials)
      configuration.hosts = try Self.hosts()
      configuration.routing = try Gateway.routing(key?.source, configuration.hosts)
      emulator = nil
    }
    #if !canImport(Darwin)
      // Apple's systems have a keychain for this.
      if let file = try invocation.settings.certificates {
        configuration.transport = CurlTransport(extraCertificates: file)
      }
    #endif
    let console = invocation.console
    configuration.log = { console.log($0) }
    do throws(FalError) {
      client = try FalClient(configuration)
    } catch {
      throw RunError(.config, error.message)
    }
  }

  private static func key(_ invocation: Invocation) throws(RunError) -> (
    credentials: FalCredentials, source: KeySource
  )? {
    if invocation.isOffline {
      let command = invocation.path.joined(separator: " ")
      throw RunError(.unavailable, "\(command) needs the network, and --offline forbids it")
    }
    return try KeySource.find(invocation)
  }

  /// Where the environment says that fal is.
  static func hosts() throws(RunError) -> FalHosts {
    do throws(FalError) {
      return try FalConfiguration.hosts()
    } catch {
      throw RunError(.config, error.message)
    }
  }

  /// A local fal with the models of the registry.
  static func emulator(_ invocation: Invocation) throws(RunError) -> Emulator {
    let registry = try invocation.registry()
    do throws(EmulatorError) {
      return try Emulator(model: RegistryModel(registry))
    } catch {
      throw RunError(.unavailable, error.message)
    }
  }
}

extension RunError {
  static let noKey = RunError(
    .auth,
    "there is no key: FAL_KEY is not set, none is stored, and no --key-file is given",
    hint: "falkit auth set, with a key from https://fal.ai/dashboard/keys; or --local for a local fal"
  )
}

extension Invocation {
  /// Whether the network is not to be used.
  var isOffline: Bool { has(.offline) || ProcessEnvironment.value("FALKIT_OFFLINE") == "1" }
}

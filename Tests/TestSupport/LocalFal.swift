package import FalCore
package import FalEmulator

/// A local fal, and a client for it.
package struct LocalFal {
  package let emulator: Emulator
  package let client: FalClient

  package init(
    _ emulatorConfiguration: EmulatorConfiguration = EmulatorConfiguration(),
    model: any EmulatedModel = TestModel(),
    _ change: (inout FalConfiguration) throws -> Void = { _ in }
  ) throws {
    emulator = try Emulator(emulatorConfiguration, model: model)
    var configuration = FalConfiguration(credentials: try FalCredentials(key: "id:secret"))
    configuration.hosts = emulator.hosts
    configuration.retries = RetryPolicy(delay: .milliseconds(1), longestDelay: .milliseconds(5))
    try change(&configuration)
    client = try FalClient(configuration)
  }
}

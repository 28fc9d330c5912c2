import Foundation

/// Starts `RequestsProbe`.
enum ProbeProcess {
  /// The executable beside the test bundle.
  private static let executable: URL = {
    #if canImport(Darwin)
      let bundle = Bundle.allBundles.first { $0.bundlePath.hasSuffix(".xctest") }?.bundleURL ?? Bundle.main.bundleURL
    #else
      let bundle = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
    #endif
    return bundle.deletingLastPathComponent().appendingPathComponent("RequestsProbe")
  }()

  static func start(_ arguments: [String], queue: String) throws -> Process {
    let process = Process()
    process.executableURL = executable
    process.arguments = arguments
    var environment = ["FAL_KEY": "id:secret", "FALKIT_QUEUE_URL": queue, "HOME": NSTemporaryDirectory()]
    environment["PATH"] = ProcessInfo.processInfo.environment["PATH"]
    environment["LD_LIBRARY_PATH"] = ProcessInfo.processInfo.environment["LD_LIBRARY_PATH"]
    process.environment = environment
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    return process
  }

  /// Runs it to its end; gives whether it was killed.
  static func run(_ arguments: [String], queue: String) throws -> Bool {
    let process = try start(arguments, queue: queue)
    process.waitUntilExit()
    return process.terminationReason == .uncaughtSignal
  }
}

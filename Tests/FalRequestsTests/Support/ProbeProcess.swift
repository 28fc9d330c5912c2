import Foundation
import TestSupport

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

  static func start(_ arguments: [String], queue: String) throws -> ChildProcess {
    var environment = ["FAL_KEY": "id:secret", "FALKIT_QUEUE_URL": queue, "HOME": NSTemporaryDirectory()]
    environment["PATH"] = ProcessInfo.processInfo.environment["PATH"]
    environment["LD_LIBRARY_PATH"] = ProcessInfo.processInfo.environment["LD_LIBRARY_PATH"]
    return try ChildProcess(executable.path, arguments, environment: environment)
  }

  /// Runs it to its end; gives whether it was killed.
  static func run(_ arguments: [String], queue: String) throws -> Bool {
    try start(arguments, queue: queue).wait() == .killed(signal: SIGKILL)
  }
}

import FalCore
import Foundation
import TestSupport

/// Runs the real executable, as a user would.
enum FalkitProcess {
  struct Result {
    var code: Int32
    var output: String
    var error: String

    var lines: [String] { output.split(separator: "\n").map(String.init) }

    func json() throws -> JSON { try JSON(parsing: output) }

    func errorJSON() throws -> JSON { try JSON(parsing: error) }
  }

  /// The executable beside the test bundle.
  static let executable: URL = {
    #if canImport(Darwin)
      let bundle = Bundle.allBundles.first { $0.bundlePath.hasSuffix(".xctest") }?.bundleURL ?? Bundle.main.bundleURL
      return bundle.deletingLastPathComponent().appendingPathComponent("falkit")
    #else
      return URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
        .appendingPathComponent("falkit")
    #endif
  }()

  /// The root of the checkout.
  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().path

  /// Runs falkit with its output into files, as in a pipe.
  static func run(
    _ arguments: String...,
    environment: [String: String] = [:],
    input: String? = nil,
    folder: String? = nil
  ) throws -> Result {
    try run(list: arguments, environment: environment, input: input, folder: folder)
  }

  static func run(
    list arguments: [String],
    environment: [String: String] = [:],
    input: String? = nil,
    folder: String? = nil
  ) throws -> Result {
    let falkit = try ChildProcess.run(
      executable.path,
      arguments,
      environment: self.environment(environment),
      folder: folder ?? NSTemporaryDirectory(),
      input: input ?? ""
    )
    return Result(code: falkit.ending.code, output: falkit.output, error: falkit.error)
  }

  /// Runs falkit on a pseudo-terminal and gives everything it shows there.
  static func runOnTerminal(
    _ arguments: String...,
    environment: [String: String] = [:],
    folder: String? = nil
  ) throws -> String {
    let (master, terminal) = try openTerminal()
    let falkit = try start(arguments, onTerminal: terminal, environment, folder)
    close(terminal)
    var shown: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 4096)
    while true {
      let count = read(master, &buffer, buffer.count)
      guard count > 0 else { break }
      shown += buffer[..<count]
    }
    falkit.wait()
    close(master)
    return String(decoding: shown, as: UTF8.self).replacingOccurrences(of: "\r\n", with: "\n")
  }

  static func openTerminal() throws -> (master: Int32, terminal: Int32) {
    #if os(Linux)
      // The functions of POSIX are not in the Glibc module; these two calls are what they do.
      let unlock: UInt = 0x4004_5431
      let getNumber: UInt = 0x8004_5430
      let master = open("/dev/ptmx", O_RDWR | O_NOCTTY)
      var locked: Int32 = 0
      var number: Int32 = 0
      guard master >= 0, ioctl(master, unlock, &locked) == 0, ioctl(master, getNumber, &number) == 0 else {
        throw CocoaError(.fileNoSuchFile)
      }
      return (master, open("/dev/pts/\(number)", O_RDWR | O_NOCTTY))
    #else
      let master = posix_openpt(O_RDWR | O_NOCTTY)
      guard master >= 0, grantpt(master) == 0, unlockpt(master) == 0, let name = ptsname(master) else {
        throw CocoaError(.fileNoSuchFile)
      }
      return (master, open(String(cString: name), O_RDWR | O_NOCTTY))
    #endif
  }

  /// Starts it with nothing to read, and nobody who reads.
  static func start(_ arguments: [String], _ environment: [String: String], _ folder: String) throws -> ChildProcess {
    try ChildProcess(executable.path, arguments, environment: self.environment(environment), folder: folder)
  }

  static func start(
    _ arguments: [String],
    onTerminal terminal: Int32,
    _ environment: [String: String],
    _ folder: String? = nil
  ) throws -> ChildProcess {
    try ChildProcess(
      executable.path,
      arguments,
      environment: self.environment(["TERM": "xterm"].merging(environment) { $1 }),
      folder: folder ?? NSTemporaryDirectory(),
      input: .descriptor(terminal),
      output: .descriptor(terminal),
      error: .descriptor(terminal)
    )
  }

  /// All that it is told of its surroundings.
  static func environment(_ more: [String: String]) -> [String: String] {
    var variables = [
      "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin", "HOME": NSTemporaryDirectory(),
    ]
    variables["LD_LIBRARY_PATH"] = ProcessInfo.processInfo.environment["LD_LIBRARY_PATH"]
    return variables.merging(more) { $1 }
  }
}

import FalCore
import Foundation

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
    let directory = FileManager.default.temporaryDirectory.appendingPathComponent("falkit-run-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: directory) }
    func file(_ name: String, _ content: String = "") throws -> URL {
      let url = directory.appendingPathComponent(name)
      try Data(content.utf8).write(to: url)
      return url
    }
    let process = process(arguments, environment, folder)
    let output = try file("output")
    let error = try file("error")
    process.standardInput = try FileHandle(forReadingFrom: try file("input", input ?? ""))
    process.standardOutput = try FileHandle(forWritingTo: output)
    process.standardError = try FileHandle(forWritingTo: error)
    try process.run()
    process.waitUntilExit()
    return Result(
      code: process.terminationStatus,
      output: String(decoding: try Data(contentsOf: output), as: UTF8.self),
      error: String(decoding: try Data(contentsOf: error), as: UTF8.self)
    )
  }

  /// Runs falkit on a pseudo-terminal and gives everything it shows there.
  static func runOnTerminal(
    _ arguments: String...,
    environment: [String: String] = [:],
    folder: String? = nil
  ) throws -> String {
    let (master, terminal) = try openTerminal()
    let process = process(arguments, ["TERM": "xterm"].merging(environment) { $1 }, folder)
    let handle = FileHandle(fileDescriptor: terminal, closeOnDealloc: false)
    process.standardInput = handle
    process.standardOutput = handle
    process.standardError = handle
    try process.run()
    close(terminal)
    var shown: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 4096)
    while true {
      let count = read(master, &buffer, buffer.count)
      guard count > 0 else { break }
      shown += buffer[..<count]
    }
    process.waitUntilExit()
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

  static func process(_ arguments: [String], _ environment: [String: String], _ folder: String?) -> Process {
    let process = Process()
    process.executableURL = executable
    process.arguments = arguments
    var variables = [
      "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin", "HOME": NSTemporaryDirectory(),
    ]
    variables["LD_LIBRARY_PATH"] = ProcessInfo.processInfo.environment["LD_LIBRARY_PATH"]
    process.environment = variables.merging(environment) { $1 }
    process.currentDirectoryURL = URL(fileURLWithPath: folder ?? NSTemporaryDirectory())
    return process
  }
}

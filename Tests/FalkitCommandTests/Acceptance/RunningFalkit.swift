import Foundation
import TestSupport

/// A falkit that runs, to be watched and ended from outside.
final class RunningFalkit {
  private let process: Process
  private let streams: TemporaryFolder

  /// Starts it; with `program`, that program is started instead of falkit.
  init(
    _ arguments: [String],
    _ environment: [String: String],
    _ folder: String,
    input: String? = nil,
    output: FileHandle? = nil,
    program: String? = nil
  ) throws {
    streams = try TemporaryFolder()
    for name in ["output", "error"] { try streams.write("", to: name) }
    try streams.write(input ?? "", to: "input")
    process = FalkitProcess.process(arguments, environment, folder)
    if let program { process.executableURL = URL(fileURLWithPath: program) }
    process.standardInput = FileHandle(forReadingAtPath: streams.path + "/input")
    process.standardOutput = output ?? FileHandle(forWritingAtPath: streams.path + "/output")
    process.standardError = FileHandle(forWritingAtPath: streams.path + "/error")
    try process.run()
  }

  deinit {
    if process.isRunning { send(SIGKILL) }
  }

  var isRunning: Bool { process.isRunning }

  /// What it has said so far on standard error.
  var error: String { (try? streams.text(of: "error")) ?? "" }

  func send(_ signal: Int32) { kill(process.processIdentifier, signal) }

  /// Waits for its end; with a signal that ended it, the code is that of the shell.
  func result() async throws -> FalkitProcess.Result {
    try await eventually("falkit ends") { !process.isRunning }
    let code = process.terminationStatus
    return FalkitProcess.Result(
      code: process.terminationReason == .exit ? code : 128 + code,
      output: try streams.text(of: "output"),
      error: error
    )
  }

  /// Ends it without a warning.
  func slay() async throws {
    send(SIGKILL)
    _ = try await result()
  }
}

import Foundation
import TestSupport

/// A falkit that runs, to be watched and ended from outside.
final class RunningFalkit {
  private let process: ChildProcess
  private let streams: TemporaryFolder

  /// Starts it; with `program`, that program is started instead of falkit.
  init(
    _ arguments: [String],
    _ environment: [String: String],
    _ folder: String,
    input: String? = nil,
    output: ChildProcess.Stream? = nil,
    program: String? = nil
  ) throws {
    streams = try TemporaryFolder()
    try streams.write(input ?? "", to: "input")
    process = try ChildProcess(
      program ?? FalkitProcess.executable.path,
      arguments,
      environment: FalkitProcess.environment(environment),
      folder: folder,
      input: .file(streams.path + "/input"),
      output: output ?? .file(streams.path + "/output"),
      error: .file(streams.path + "/error")
    )
  }

  var isRunning: Bool { process.ending == nil }

  /// What it has said so far on standard error.
  var error: String { (try? streams.text(of: "error")) ?? "" }

  func send(_ signal: Int32) { process.send(signal) }

  /// Waits for its end; with a signal that ended it, the code is that of the shell.
  func result() async throws -> FalkitProcess.Result {
    try await eventually("falkit ends") { !isRunning }
    return FalkitProcess.Result(
      code: process.wait().code,
      // Not there when its output goes somewhere else.
      output: (try? streams.text(of: "output")) ?? "",
      error: error
    )
  }

  /// Ends it without a warning.
  func slay() async throws {
    send(SIGKILL)
    _ = try await result()
  }
}

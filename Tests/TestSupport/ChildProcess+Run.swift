import Foundation

extension ChildProcess {
  /// A program that has ended, and what it printed.
  package struct Finished: Sendable {
    package var ending: Ending
    package var output: String
    package var error: String
  }

  /// Runs a program to its end, on this thread, with its output into files, as in a pipe.
  ///
  /// - Throws: `POSIXError` when it cannot be started.
  package static func run(
    _ program: String,
    _ arguments: [String] = [],
    environment: [String: String]? = nil,
    folder: String? = nil,
    input: String = ""
  ) throws -> Finished {
    let streams = try TemporaryFolder()
    try streams.write(input, to: "input")
    let process = try ChildProcess(
      program,
      arguments,
      environment: environment,
      folder: folder,
      input: .file(streams.path + "/input"),
      output: .file(streams.path + "/output"),
      error: .file(streams.path + "/error")
    )
    let ending = process.wait()
    return Finished(ending: ending, output: try streams.text(of: "output"), error: try streams.text(of: "error"))
  }
}

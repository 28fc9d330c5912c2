import Foundation

/// Another program, and what it prints.
struct ChildProgram {
  struct Failure: Error, CustomStringConvertible {
    let description: String
  }

  private let process = Process()
  private let output = Pipe()

  /// Starts a program; `core` is the processor core that it is kept on, where the system can do that.
  init(_ program: String, _ arguments: [String], core: Int? = nil) throws {
    let taskset = "/usr/bin/taskset"
    if let core, FileManager.default.isExecutableFile(atPath: taskset) {
      process.executableURL = URL(fileURLWithPath: taskset)
      process.arguments = ["--cpu-list", "\(core)", program] + arguments
    } else {
      process.executableURL = URL(fileURLWithPath: program)
      process.arguments = arguments
    }
    process.standardOutput = output
    try process.run()
  }

  /// The first line that it prints.
  func firstLine() throws -> String {
    var line: [UInt8] = []
    while let byte = try output.fileHandleForReading.read(upToCount: 1)?.first, byte != UInt8(ascii: "\n") {
      line.append(byte)
    }
    return String(decoding: line, as: UTF8.self)
  }

  /// Waits until it has ended, and gives the numbers that it printed.
  func numbers() throws -> [Double] {
    let text = String(decoding: try output.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      throw Failure(description: "\(process.arguments ?? []) failed with status \(process.terminationStatus)")
    }
    return text.split { $0.isWhitespace }.compactMap { Double($0) }
  }

  func stop() {
    process.terminate()
    process.waitUntilExit()
  }
}

import FalCore
import Foundation
import TestSupport
import Testing

/// A falkit that serves until it is dropped, and says a line of JSON for all that happens.
final class ServingFalkit {
  private let process: ChildProcess
  private let output = Pipe()
  /// Where it answers.
  private(set) var address = ""

  init(_ arguments: [String], _ environment: [String: String], _ folder: TemporaryFolder) throws {
    process = try ChildProcess(
      FalkitProcess.executable.path,
      arguments + ["--port", "0", "--json"],
      environment: FalkitProcess.environment(environment.merging(["FALKIT_HOME": folder.path]) { $1 }),
      folder: folder.path,
      output: .descriptor(output.fileHandleForWriting.fileDescriptor),
      error: .file(folder.path + "/error")
    )
    try output.fileHandleForWriting.close()
    address = try #require(try next()["address"].string)
  }

  /// What it says next.
  func next() throws -> JSON {
    var line: [UInt8] = []
    while let byte = try output.fileHandleForReading.read(upToCount: 1)?.first, byte != 0x0A { line.append(byte) }
    return try JSON(parsing: line)
  }
}

import FalCore
import FalSystem
import Foundation
import TestSupport
import Testing

/// A falkit that serves until it is dropped, and says a line of JSON for all that happens.
final class ServingFalkit {
  private let process: ChildProcess
  private let output = Foundation.Pipe()
  /// Where it answers.
  private(set) var address = ""

  init(_ arguments: [String], _ environment: [String: String], _ folder: TemporaryFolder) async throws {
    process = try ChildProcess(
      FalkitProcess.executable.path,
      arguments + ["--port", "0", "--json"],
      environment: FalkitProcess.environment(environment.merging(["FALKIT_HOME": folder.path]) { $1 }),
      folder: folder.path,
      output: .descriptor(output.fileHandleForWriting.fileDescriptor),
      error: .file(folder.path + "/error")
    )
    try output.fileHandleForWriting.close()
    address = try #require(try await next()["address"].string)
  }

  /// What it says next.
  func next() async throws -> JSON {
    let descriptor = output.fileHandleForReading.fileDescriptor
    let line = try await OwnThread.run {
      var line: [UInt8] = []
      var byte: [UInt8] = [0]
      while try Descriptor.read(descriptor, into: &byte) == 1, byte != [0x0A] { line += byte }
      return line
    }
    return try JSON(parsing: line)
  }
}

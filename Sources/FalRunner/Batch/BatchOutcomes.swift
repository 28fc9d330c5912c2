package import FalCore
import FalSystem

/// The file of a batch's outcomes: a line for each, appended when it is known.
///
/// The first line names the batch, by which its requests are found again when a line of it was never written.
package final class BatchOutcomes: Sendable {
  /// The name of the batch.
  let batch: String
  /// The lines that are done, by their keys.
  let completed: Set<String>

  private let path: String
  private let file: OpenFile
  // One line at a time.
  private let writing = Lock(())

  /// Opens the file, which belongs to one process at a time.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - endpoint: The model of the batch.
  ///   - resumes: Whether an existing file is gone on with; else there must be none.
  /// - Throws: `RunError`: of kind `cannotWrite` when it cannot be written, `tryLater` when another process uses it, `usage` when there is
  ///   one that is not to be gone on with.
  package init(path: String, endpoint: EndpointID, resumes: Bool) throws(RunError) {
    self.path = path
    let isThere = InputFile.exists(path)
    if isThere, !resumes {
      throw RunError(.usage, "\(path) has the outcomes of a batch already", remedy: .resumeBatch)
    }
    let isLocked: Bool
    do throws(SystemError) {
      file = try OpenFile(path, for: .appending, permissions: 0o666)
      isLocked = try file.lock()
    } catch {
      throw Self.failure(path, error)
    }
    guard isLocked else { throw RunError(.tryLater, "another process is at work on \(path)") }
    let lines = isThere ? Self.lines(try InputFile.text(InputFile.bytes(of: path, atMost: .max), path)) : []
    var known: (batch: String, completed: Set<String>)?
    if let first = lines.first {
      guard let name = first["batch"].string, first["endpoint_id"].string == endpoint.description else {
        throw RunError(.invalid, "\(path) has no outcomes of a batch with \(endpoint)", remedy: .nameResults)
      }
      let done = lines.filter { $0["status"] == "completed" }.compactMap { $0["key"].string }
      known = (name, Set(done))
    }
    batch = known?.batch ?? "batch-\(String(UInt64.random(in: 0...UInt64.max), radix: 36))"
    completed = known?.completed ?? []
    if known == nil {
      try append(["batch": .string(batch), "endpoint_id": .string(endpoint.description)])
    } else {
      // What a killed process had begun to write ends here.
      try write([UInt8(ascii: "\n")])
    }
  }

  /// Writes an outcome, and makes sure that it is on the disk.
  func append(_ json: JSON) throws(RunError) {
    try write(json.utf8() + [UInt8(ascii: "\n")])
  }

  private func write(_ bytes: [UInt8]) throws(RunError) {
    let error = writing.withLock { _ -> SystemError? in
      do throws(SystemError) {
        try file.write(bytes)
        try file.synchronize()
        return nil
      } catch {
        // Pipes and devices have no disk.
        return error == .invalid ? nil : error
      }
    }
    if let error { throw Self.failure(path, error) }
  }

  /// The lines that are whole; empty ones, and one that was cut off, are left out.
  private static func lines(_ text: String) -> [JSON] {
    text.split(separator: "\n").compactMap { try? JSON(parsing: String($0)) }
  }

  private static func failure(_ path: String, _ error: SystemError) -> RunError {
    RunError(.cannotWrite, "\(path) cannot be written: \(error)", remedy: .nameResults)
  }
}

package import FalCore
package import FalRequests
import FalSystem

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// What becomes of the lines of a batch, in a file: a line for each, appended when it is known.
///
/// The first line names the batch, by which its requests are found again when a line of it was never written. Without a file
/// the outcomes are nowhere but with whoever is told of them.
package final class BatchOutcomes: Sendable {
  /// The name of the batch.
  let batch: String
  /// The lines that are done, by their keys.
  let completed: Set<String>
  /// When it began, which for one that is gone on with was long ago.
  let began: Date
  /// Whether a batch is gone on with that began before.
  let isResumed: Bool
  let register: BatchRegister

  private let path: String
  private let file: OpenFile?
  // One line at a time.
  private let writing = Lock(())

  // A batch whose outcomes are in no file is called otherwise, because nobody can look there for what it has got.
  private static let written = "batch-"
  private static let told = "told-"

  private static var chance: String { String(UInt64.random(in: 0...UInt64.max), radix: 36) }

  /// A batch of which nothing is written.
  package init(_ store: RequestStore) {
    register = BatchRegister(store)
    batch = Self.told + Self.chance
    (completed, isResumed, path, file) = ([], false, "", nil)
    began = Date()
  }

  /// Opens the file, which belongs to one process at a time.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - endpoint: The model of the batch.
  ///   - resumes: Whether an existing file is gone on with; else there must be none.
  ///   - store: Where the requests are.
  /// - Throws: `RunError`: of kind `cannotWrite` when it cannot be written, `tryLater` when another process uses it, `usage` when there is
  ///   one that is not to be gone on with.
  package init(path: String, endpoint: EndpointID, resumes: Bool, _ store: RequestStore) throws(RunError) {
    self.path = path
    register = BatchRegister(store)
    // An empty one, as programs make them to have a name, holds nothing.
    let isThere = InputFile.exists(path) && FilePath.length(path) != 0
    if isThere, !resumes {
      throw RunError(.usage, "\(path) has the outcomes of a batch already", remedy: .resumeBatch)
    }
    let file: OpenFile
    let isLocked: Bool
    do throws(SystemError) {
      file = try OpenFile(path, for: .appending, permissions: 0o666)
      isLocked = try file.lock()
    } catch {
      throw Self.failure(path, error)
    }
    guard isLocked else { throw RunError(.tryLater, "another process is at work on \(path)") }
    self.file = file
    var known: (batch: String?, began: Date?, completed: Set<String>)?
    try JSONLines.read(path) { json in
      if known == nil {
        let batch = json["endpoint_id"].string == endpoint.description ? json["batch"].string : nil
        known = (batch, json["began_at"].double.map(Date.init(timeIntervalSince1970:)), [])
      } else if let key = json["key"].string, json["status"] == "completed" {
        // One with files that could not be saved has a result, which is not asked for again, and is not done.
        if json["failed_files"].array?.isEmpty == false {
          known?.completed.remove(key)
        } else {
          known?.completed.insert(key)
        }
      }
    }
    if let known, known.batch == nil {
      throw RunError(.invalid, "\(path) has no outcomes of a batch with \(endpoint)", remedy: .nameResults)
    }
    isResumed = known != nil
    completed = known?.completed ?? []
    began = known?.began ?? Date()
    // Pipes and devices keep nothing.
    let isKept = FileStatus(path)?.kind == .file
    batch = known?.batch ?? (isKept ? Self.written : Self.told) + Self.chance
    if isResumed {
      // What a killed process had begun to write ends here.
      try write([UInt8(ascii: "\n")])
    } else {
      if isKept { try register.add(batch, outcomes: path, endpoint: endpoint) }
      let time = JSONNumber(began.timeIntervalSince1970).map(JSON.number) ?? .null
      try append(["batch": .string(batch), "endpoint_id": .string(endpoint.description), "began_at": time])
    }
  }

  /// Whether a line is done.
  package func isDone(_ row: BatchRow) -> Bool { completed.contains(row.key) }

  /// Writes an outcome, and makes sure that it is on the disk.
  func append(_ json: JSON) throws(RunError) {
    try write(json.utf8() + [UInt8(ascii: "\n")])
  }

  private func write(_ bytes: [UInt8]) throws(RunError) {
    guard let file else { return }
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

  private static func failure(_ path: String, _ error: SystemError) -> RunError {
    RunError(.cannotWrite, "\(path) cannot be written: \(error)", remedy: .nameResults)
  }
}

// MARK: - Requests

extension BatchOutcomes {
  /// By which the request of a line is found again.
  func tag(of key: String) -> String { "\(batch)/\(key)" }

  /// Whether a request was made for a line of this batch.
  func owns(_ record: RequestRecord) -> Bool { record.tag?.hasPrefix(batch + "/") ?? false }

  /// The batches that other processes are at work on.
  var running: Set<String> { register.running(beside: FilePath.absolute(path)) }

  /// The batches whose outcomes were in a file of the same name, and what they have taken over.
  var predecessors: (batches: Set<String>, taken: Set<RequestRecord.ID>) {
    file == nil ? ([], []) : register.predecessors(of: batch, outcomes: FilePath.absolute(path))
  }

  /// The batch that a request was made for.
  static func batch(of record: RequestRecord) -> String { record.tag.map { String($0.prefix { $0 != "/" }) } ?? "" }

  /// Whether a request was made for a line of any batch.
  static func isOfBatch(_ record: RequestRecord) -> Bool {
    isWritten(record) || record.tag?.hasPrefix(told) ?? false
  }

  /// Whether the batch of a request has a file of outcomes, or had one.
  static func isWritten(_ record: RequestRecord) -> Bool { record.tag?.hasPrefix(written) ?? false }

  /// Takes over the request of another batch for a line.
  func take(_ id: RequestRecord.ID, for key: String) throws(RunError) {
    if file != nil { try register.take(id, for: key, of: batch) }
  }

  /// The requests of the lines that an earlier process made, or took over: of each line the newest that may have a result.
  func earlierRequests(_ store: RequestStore) async throws -> [String: RequestRecord] {
    guard isResumed else { return [:] }
    var filter = RequestFilter()
    filter.tagPrefix = batch + "/"
    var requests: [String: RequestRecord] = [:]
    for (key, id) in try register.taken(by: batch) {
      if let record = try? store.record(id), !record.isInVain { requests[key] = record }
    }
    for record in try await store.list(filter).records {
      guard let key = record.tag?.dropFirst(batch.count + 1).description else { continue }
      // Those of a local fal ended with it.
      if !record.state.isFinal, let client = store.client, record.queue != client.hosts.queue,
        HTTPAddress(record.queue)?.isLoopback == true
      {
        continue
      }
      if let known = requests[key], record.isInVain || known.id > record.id { continue }
      requests[key] = record
    }
    return requests
  }
}

extension RequestRecord {
  /// Whether it has ended, and there will be no result.
  fileprivate var isInVain: Bool { state.isFinal && state != .completed }
}

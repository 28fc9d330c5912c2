import FalCore
import FalSystem

#if canImport(FoundationEssentials)
  public import FoundationEssentials
#else
  public import Foundation
#endif

extension RequestStore {
  /// Removes a record, whatever its state; a request that runs at fal goes on there.
  ///
  /// - Throws: `RequestStoreError`, of kind `busy` while it is submitted; `CancellationError`.
  public func forget(_ id: RequestRecord.ID) async throws {
    let record = try record(id)
    let lock = try await RecordLock.acquire(folder.lockPath(id), folder.steps)
    defer { lock.release() }
    try folder.remove(id, digest: record.digest)
  }

  /// Removes the records of requests that ended before a time, and what killed processes left behind.
  ///
  /// Those that have not ended stay, and so do damaged files. `RequestFilter.endedBefore` lists what this would remove.
  ///
  /// - Returns: The removed ones, newest first.
  /// - Throws: `RequestStoreError`, `CancellationError`.
  @discardableResult
  public func prune(endedBefore date: Date) async throws -> [RequestRecord] {
    var filter = RequestFilter()
    filter.endedBefore = date
    var removed: [RequestRecord] = []
    for record in try await list(filter).records {
      guard let lock = try RecordLock.attempt(folder.lockPath(record.id), folder.steps) else { continue }
      defer { lock.release() }
      try folder.remove(record.id, digest: record.digest)
      removed.append(record)
    }
    try removeRemains()
    return removed
  }

  /// Removes parts and locks of which no process will need any, a day after they were made.
  ///
  /// A part may be all that is left of an answer, so that those of requests that have not ended stay.
  private func removeRemains() throws {
    let aDayAgo = now().timeIntervalSince1970 - 86_400
    for name in try folder.names() where name.hasPrefix(".r") {
      guard let id = RequestRecord.ID(rawValue: String(name.dropFirst().prefix { $0 != "." })) else { continue }
      let file = "\(path)/\(name)"
      guard let status = FileStatus(file), Double(status.modified) < aDayAgo else { continue }
      if name.hasSuffix(RecordFolder.lockEnding) {
        // Taking a lock and letting it go removes its file.
        try RecordLock.attempt(file, folder.steps)?.release()
      } else if name.hasSuffix(RecordFolder.partEnding), isOver(id) {
        FilePath.remove(file)
      }
    }
  }

  private func isOver(_ id: RequestRecord.ID) -> Bool {
    do throws(RequestStoreError) {
      return try folder.record(id)?.state.isFinal ?? true
    } catch {
      return false
    }
  }
}

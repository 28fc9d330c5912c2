import FalCore
import FalMedia
import FalRequests
import FalStorage
import FalSystem

/// Saves single files of a result.
package struct FileSaving: Sendable {
  package enum Outcome: Sendable {
    case saved(SavedResult.File)
    case failed(SavedResult.Failure)
  }

  let client: FalClient
  let policy: SavePolicy
  let context: SaveContext
  let result: JSON
  /// The files that were saved before, by the addresses they came from.
  let known: [String: [SavedFile]]
  /// Where saved files are taken down; `nil` for nowhere.
  let notes: SavedFileNotes?
  let meter: SaveMeter

  /// Saves a file.
  ///
  /// - Throws: `CancellationError`; everything else is an outcome.
  func save(_ plan: SavePlan) async throws -> Outcome {
    let file = plan.file
    do {
      try file.check()
      let saved: SavedResult.File
      switch policy.destination {
      case .files(let template): saved = try await save(plan, template)
      case .only(let take): saved = try await handOver(plan, to: take)
      }
      meter.finish(plan.index)
      return .saved(saved)
    } catch let error as CancellationError {
      throw error
    } catch {
      let shown = (error as? FalError).map { RunError(saving: $0) } ?? RunError(any: error)
      return .failed(SavedResult.Failure(file, shown))
    }
  }

  // MARK: - To somebody else

  private func handOver(_ plan: SavePlan, to take: (String) throws -> Void) async throws -> SavedResult.File {
    let scratch = try ScratchFolder()
    let arrival = scratch.path + "/file"
    let (format, size) = try await fetch(plan, to: arrival)
    try take(arrival)
    return file(plan, "-", format, size)
  }

  // MARK: - Parts

  func fetch(_ plan: SavePlan, to path: String) async throws -> (FileFormat, Int) {
    var download = DownloadOptions(limit: policy.limit)
    download.progress = meter.transfer(plan.index)
    let arrived = try await client.download(plan.file.url, to: path, options: download)
    let facts: MediaFacts
    do throws(MediaProbeError) {
      facts = try MediaProbe.facts(ofFile: path)
    } catch {
      throw RunError(.cannotWrite, error.description)
    }
    do throws(RunError) {
      try plan.file.check(facts)
    } catch {
      FilePath.remove(path)
      throw error
    }
    return (FileFormat(facts, of: plan.file, serverType: arrived.contentType), arrived.size)
  }

  func file(_ plan: SavePlan, _ path: String, _ format: FileFormat, _ size: Int) -> SavedResult.File {
    var file = SavedResult.File(
      field: plan.file.field,
      url: plan.file.reference,
      path: path,
      contentType: format.contentType,
      byteCount: size,
      width: format.width ?? plan.file.width,
      height: format.height ?? plan.file.height
    )
    if let named = FileExtensions.contentType(ofName: path), let type = format.contentType,
      Self.areOtherMedia(named, type)
    {
      file.wrongEnding = FilePath.splitting(path).ending
    }
    return file
  }

  /// Whether two media types are those of media of different formats; sound in a container for movies is the same format.
  private static func areOtherMedia(_ first: String, _ second: String) -> Bool {
    let parts = [first, second].map { $0.split(separator: "/") }
    guard parts.allSatisfy({ $0.count == 2 && ["image", "video", "audio"].contains($0[0]) }) else { return false }
    return parts[0][1] != parts[1][1]
  }
}

extension ResultFile {
  /// Makes sure that what has arrived may be the file: nothing, or a page in place of a picture, is none.
  ///
  /// - Throws: `RunError` that says what it is.
  fileprivate func check(_ facts: MediaFacts) throws(RunError) {
    let name = fileName ?? FileFormat.lastPart(ofAddress: url)
    let claimed = [contentType, FileExtensions.contentType(ofName: name)].compactMap(\.self)
    guard claimed.contains(where: { type in ["image/", "video/", "audio/"].contains { type.hasPrefix($0) } }) else {
      return
    }
    if facts.byteCount == 0 { throw RunError(.unavailable, "the server sent an empty file") }
    if facts.container == .text || facts.container == .xml {
      throw RunError(
        .unavailable,
        "the server sent a text in place of the file, such as a page that says what is wrong"
      )
    }
  }
}

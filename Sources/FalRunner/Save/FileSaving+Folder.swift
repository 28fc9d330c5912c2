import FalCore
import FalMedia
import FalRequests
import FalStorage
import FalSystem

// Into a folder, under the name that the template gives.
extension FileSaving {
  func save(_ plan: SavePlan, _ template: OutputTemplate) async throws -> SavedResult.File {
    if let known = try recorded(plan, template) { return known }
    if policy.conflict == .skip, let ending = FileFormat.expectedExtension(of: plan.file) {
      let path = plan.path(template, ending: ending)
      if FilePath.exists(path) { return try found(path, plan) }
    }
    let arrival = template.folder + ".falkit-\(SHA256.hexadecimal(of: Array(plan.file.url.utf8)).prefix(16))"
    try policy.boundary?.check(arrival)
    try FilePath.makeFolder(of: arrival)
    let (format, size) = try await fetch(plan, to: arrival)
    let path: String
    do {
      path = try place(arrival, plan, template, format, size)
    } catch {
      FilePath.remove(arrival)
      throw error
    }
    if policy.conflict == .skip, FilePath.exists(arrival) {
      FilePath.remove(arrival)
      return try found(path, plan)
    }
    if policy.conflict != .number { note(path, plan, format, size) }
    if policy.writesSidecars { try describe(path, plan, format, size) }
    return file(plan, FilePath.shown(path), format, size)
  }

  /// The file as it was saved before, where that is what is asked for.
  private func recorded(_ plan: SavePlan, _ template: OutputTemplate) throws -> SavedResult.File? {
    guard policy.conflict != .overwrite, let saved = known[plan.file.reference] else { return nil }
    let copies = saved.filter { saved in
      guard let length = FilePath.length(saved.path) else { return false }
      return saved.byteCount == nil || saved.byteCount == length
    }
    let copy = copies.first { !policy.isDestinationGiven || isNamed($0.path, plan, template) }
    guard let copy, let file = try? found(copy.path, plan) else { return nil }
    if policy.writesSidecars, !FilePath.exists(Sidecar.path(beside: copy.path)) {
      try describe(copy.path, plan, FileFormat(try MediaProbe.facts(ofFile: copy.path), of: plan.file), file.byteCount)
    }
    return file
  }

  private func describe(_ path: String, _ plan: SavePlan, _ format: FileFormat, _ size: Int) throws {
    try Sidecar.write(beside: path, context, plan, seed: result["seed"], format: format, size: size)
  }

  /// Whether a saved file has the name that the template gives it, apart from a number.
  private func isNamed(_ path: String, _ plan: SavePlan, _ template: OutputTemplate) -> Bool {
    let ending = FilePath.splitting(path).ending.dropFirst()
    let wanted = FilePath.splitting(FilePath.absolute(plan.path(template, ending: String(ending))))
    let (stem, _) = FilePath.splitting(path)
    guard stem.hasPrefix(wanted.stem) else { return false }
    let number = stem.dropFirst(wanted.stem.count)
    return number.isEmpty || number.first == "-" && Int(number.dropFirst()) != nil
  }

  /// Gives a file that has arrived its name; where it stays where it is, there is one of this name already.
  private func place(
    _ arrival: String,
    _ plan: SavePlan,
    _ template: OutputTemplate,
    _ format: FileFormat,
    _ size: Int
  ) throws -> String {
    var noted: SavedFile?
    for taken in 0..<10_000 {
      let path = plan.path(template, ending: format.fileExtension, taken: taken)
      if path.hasSuffix("/") { throw RunError(.cannotWrite, "\(path) is a folder, not the name of a file") }
      try policy.boundary?.check(path)
      try FilePath.makeFolder(of: path)
      if policy.conflict == .number {
        let isTaken =
          FilePath.exists(path) || policy.writesSidecars && FilePath.exists(Sidecar.path(beside: path))
        if isTaken { continue }
        // Before the file has its name: a process that is killed in between would save it under the next one, too.
        noted = note(path, plan, format, size, insteadOf: noted)
      }
      do throws(FalError) {
        if try FinishedFile.move(arrival, to: path, replacing: policy.conflict == .overwrite) { return path }
      } catch {
        throw RunError(.cannotWrite, error.message)
      }
      if policy.conflict == .skip { return path }
    }
    throw RunError(.cannotWrite, "there are too many files of this name; choose another")
  }

  /// Takes down in the request's record, if there is one, where a file is.
  @discardableResult
  private func note(
    _ path: String,
    _ plan: SavePlan,
    _ format: FileFormat,
    _ size: Int,
    insteadOf old: SavedFile? = nil
  ) -> SavedFile? {
    guard let notes else { return nil }
    let saved = SavedFile(
      field: plan.file.field,
      url: plan.file.reference,
      path: FilePath.absolute(path),
      contentType: format.contentType,
      byteCount: size
    )
    do {
      try notes.add(saved, insteadOf: old)
    } catch {
      // Without the note the file is only saved once more some day.
      client.log(.notice, "the request's record does not tell of \(path): \(error)")
    }
    return saved
  }

  /// A file that is there already.
  private func found(_ path: String, _ plan: SavePlan) throws -> SavedResult.File {
    let facts = try MediaProbe.facts(ofFile: path)
    var file = file(
      plan,
      FilePath.shown(path),
      FileFormat(facts, of: plan.file),
      facts.byteCount
    )
    file.isReused = true
    meter.finish(plan.index)
    return file
  }
}

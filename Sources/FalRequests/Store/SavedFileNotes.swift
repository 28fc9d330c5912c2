import FalCore
import FalSystem

/// Notes of files while they are saved, which go into the record together when the work is done.
///
/// A record is written as a whole, so that a note for each of many files in it would take longer with each. What a killed
/// process has noted goes into the record when the next one begins.
package final class SavedFileNotes: Sendable {
  private let path: String
  // Made with the first note.
  private let file = Lock<OpenFile?>(nil)

  init(path: String) { self.path = path }

  /// Takes down that a file was saved, or is about to be.
  ///
  /// - Parameters:
  ///   - saved: The file.
  ///   - old: What was taken down before, and has not come to pass.
  /// - Throws: `SystemError`.
  package func add(_ saved: SavedFile, insteadOf old: SavedFile? = nil) throws {
    var json: JSONObject = ["add": saved.json]
    json["remove"] = old?.json
    try file.withLock { file in
      if file == nil { file = try OpenFile(path, for: .appending, followsLinks: false) }
      try file?.write(JSON.object(json).utf8() + [UInt8(ascii: "\n")])
    }
  }

  /// What a list of files becomes by the notes.
  ///
  /// - Returns: `nil` when there are none.
  func files(after known: [SavedFile]) -> [SavedFile]? {
    guard let bytes = try? OpenFile(path, for: .reading).readAll(atMost: .max) else { return nil }
    var files = known
    var places: [SavedFile: Int] = [:]
    for (place, file) in known.enumerated() { places[file] = place }
    var dropped: Set<Int> = []
    for line in bytes.split(separator: UInt8(ascii: "\n")) {
      // The last may be cut off.
      guard let json = try? JSON(parsing: line) else { continue }
      if let old = SavedFile(json: json["remove"]), let place = places.removeValue(forKey: old) {
        dropped.insert(place)
      }
      guard let new = SavedFile(json: json["add"]), places[new] == nil else { continue }
      places[new] = files.count
      files.append(new)
    }
    return files.enumerated().filter { !dropped.contains($0.offset) }.map(\.element)
  }

  func remove() { FilePath.remove(path) }
}

extension RequestStore {
  /// Saves the files of a request while no other process does.
  ///
  /// - Parameters:
  ///   - id: falkit's own name of the request.
  ///   - work: Gets the record as it is then, and takes down what it saves.
  /// - Returns: What the work gives; `nil` when another process is at it.
  /// - Throws: `RequestStoreError`, and what the work throws.
  package func saving<Value>(
    _ id: RequestRecord.ID,
    _ work: (RequestRecord, SavedFileNotes) async throws -> Value
  ) async throws -> Value? {
    try await exclusively(id) { record in
      let notes = SavedFileNotes(path: folder.notesPath(id))
      let record = try await settle(notes, id) ?? record
      let result: Result<Value, any Error>
      do { result = .success(try await work(record, notes)) } catch { result = .failure(error) }
      // In a task of its own, because this one may have been told to end.
      _ = try await Task { try await settle(notes, id) }.value
      return try result.get()
    }
  }

  /// Writes the notes into the record; `nil` when there are none.
  private func settle(_ notes: SavedFileNotes, _ id: RequestRecord.ID) async throws -> RequestRecord? {
    guard FilePath.exists(folder.notesPath(id)) else { return nil }
    let record = try await change(id) { text in
      if let files = notes.files(after: text.record.files) { text.record.files = files }
    }
    notes.remove()
    return record
  }
}

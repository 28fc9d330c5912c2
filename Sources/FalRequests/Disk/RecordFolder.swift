import FalCore
import FalSystem

/// The folder of records: a file per request, which is replaced as a whole, and hidden files beside them.
///
/// | file                | what                                                                       |
/// |---------------------|----------------------------------------------------------------------------|
/// | `ID.json`           | a record                                                                   |
/// | `.ID.CHANCE.part`   | the next version of a record, or what a process that was killed left of it |
/// | `.ID.lock`          | is locked by who changes a record, and while it is submitted               |
/// | `.ID.work.lock`     | is locked by who works on a request for longer                             |
/// | `.ID.files.part`    | the `SavedFileNotes`                                                       |
/// | `.submit.lock`      | is locked while duplicates are looked for                                  |
/// | `.same/`            | the `TwinIndex`                                                            |
/// | `.ended/`           | the `EndIndex`                                                             |
struct RecordFolder: Sendable {
  let path: String
  let steps: WriteSteps

  static let ending = ".json"
  static let partEnding = ".part"
  static let lockEnding = ".lock"

  func recordPath(_ id: RequestRecord.ID) -> String { "\(path)/\(id)\(Self.ending)" }
  func lockPath(_ id: RequestRecord.ID) -> String { "\(path)/.\(id)\(Self.lockEnding)" }
  func notesPath(_ id: RequestRecord.ID) -> String { "\(path)/.\(id).files\(Self.partEnding)" }
  func workLockPath(_ id: RequestRecord.ID) -> String { "\(path)/.\(id).work\(Self.lockEnding)" }
  var submitLockPath: String { "\(path)/.submit\(Self.lockEnding)" }
  var ends: EndIndex { EndIndex(path: "\(path)/.ended") }
  var twins: TwinIndex { TwinIndex(path: "\(path)/.same") }

  /// The ids of all records, newest first.
  func ids() throws(RequestStoreError) -> [RequestRecord.ID] {
    let names = try names()
    let ids = names.lazy.filter { $0.hasSuffix(Self.ending) }.map { String($0.dropLast(Self.ending.count)) }
    return ids.compactMap(RequestRecord.ID.init(rawValue:)).sorted(by: >)
  }

  /// A record without its input and result; `nil` when there is none.
  func record(_ id: RequestRecord.ID) throws(RequestStoreError) -> RequestRecord? {
    guard let reader = try RecordReader(path: recordPath(id)) else { return nil }
    let record = try reader.record()
    if record.state == .submitting { return try currentText(id)?.record }
    return try checked(record, id)
  }

  /// A whole record; `nil` when there is none.
  func currentText(_ id: RequestRecord.ID) throws(RequestStoreError) -> RecordText? {
    let text = try storedText(id)
    guard text?.record.state == .submitting, !OpenFile.isLocked(lockPath(id)) else { return text }
    // The process has ended; perhaps only after the first look.
    return try textAfterSubmit(id)
  }

  /// A whole record that nobody is submitting any longer; `nil` when there is none.
  ///
  /// One that says so all the same was left by a process that was killed. It may have got as far as the answer.
  func textAfterSubmit(_ id: RequestRecord.ID) throws(RequestStoreError) -> RecordText? {
    guard var text = try storedText(id) else { return nil }
    guard text.record.state == .submitting else { return text }
    if let answered = try leftTexts(id).first(where: { $0.record.requestID != nil }) { return answered }
    text.record.state = .unknown
    return text
  }

  /// Writes a record, whole or not at all.
  func write(_ text: RecordText) throws {
    let record = recordPath(text.record.id)
    let part = "\(path)/.\(text.record.id).\(UInt32.random(in: 0 ... .max))\(Self.partEnding)"
    do {
      try steps(.createTemporary)
      let file = try OpenFile(part, for: .making)
      try steps(.write)
      try file.write(text.bytes)
      try steps(.syncFile)
      try file.synchronize()
      try steps(.rename)
      try FilePath.rename(part, to: record)
    } catch {
      if (try? steps(.removeTemporary)) != nil { FilePath.remove(part) }
      throw (error as? SystemError).map { failure(record, $0) } ?? error
    }
    try steps(.syncFolder)
    try syncFolder(path)
  }

  /// Removes a record, and it from the indices.
  func remove(_ id: RequestRecord.ID, digest: String?) throws {
    try steps(.removeRecord)
    do throws(SystemError) {
      _ = try FilePath.removeIfThere(recordPath(id))
    } catch {
      throw failure(recordPath(id), error)
    }
    try steps(.syncFolder)
    try syncFolder(path)
    if let digest { twins.remove(id, digest) }
    ends.remove(id)
  }

  /// Makes the folder, for its owner alone.
  func create() throws {
    // To the system it would end there.
    guard !path.utf8.contains(0) else {
      throw RequestStoreError(
        .cannotWrite,
        "a path cannot hold a character 0",
        path: String(path.prefix { $0 != "\0" })
      )
    }
    if let status = FileStatus(path, followsLinks: false) {
      guard status.kind == .folder, status.isTrustworthy else {
        throw RequestStoreError(.cannotWrite, Self.distrust(status), path: path)
      }
      return
    }
    try steps(.createFolder)
    do throws(FilePath.FolderError) {
      try FilePath.makeFolders(above: path + "/", permissions: 0o700)
    } catch {
      throw failure(error.path, error.reason)
    }
  }

  /// Why a folder is not used.
  private static func distrust(_ status: FileStatus) -> String {
    status.kind == .folder
      ? "requests are not kept in a folder that everybody may change, or that is another user's"
      : "requests are kept in a folder, and this is none, or a link to one"
  }

  // MARK: - Parts

  private func storedText(_ id: RequestRecord.ID) throws(RequestStoreError) -> RecordText? {
    guard let reader = try RecordReader(path: recordPath(id)) else { return nil }
    let text = try reader.text()
    _ = try checked(text.record, id)
    return text
  }

  /// The whole texts among those that a killed process left of a record.
  private func leftTexts(_ id: RequestRecord.ID) throws(RequestStoreError) -> [RecordText] {
    var texts: [RecordText] = []
    for name in try names() where name.hasPrefix(".\(id).") && name.hasSuffix(Self.partEnding) {
      guard let reader = try? RecordReader(path: "\(path)/\(name)"), let text = try? reader.text() else { continue }
      if text.record.id == id { texts.append(text) }
    }
    return texts
  }

  private func checked(_ record: RequestRecord, _ id: RequestRecord.ID) throws(RequestStoreError) -> RequestRecord {
    guard record.id == id else {
      let message = "the record is of another request, \(record.id), and was left as it is; name the file after it"
      throw RequestStoreError(.damaged, message, path: recordPath(id))
    }
    return record
  }

  /// The names of all files, in any order.
  func names() throws(RequestStoreError) -> [String] {
    if let status = FileStatus(path, followsLinks: false), status.kind != .folder || !status.isTrustworthy {
      throw RequestStoreError(.cannotRead, Self.distrust(status), path: path)
    }
    do throws(SystemError) {
      return try FilePath.names(inFolder: path) ?? []
    } catch {
      throw RequestStoreError(.cannotRead, "the folder of requests cannot be read: \(error)", path: path)
    }
  }

  private func syncFolder(_ path: String) throws(RequestStoreError) {
    do throws(SystemError) {
      try OpenFile(path, for: .folder).synchronize()
    } catch {
      // Some file systems cannot do this for folders, and say so; they need not, then.
      if error != .invalid { throw failure(path, error) }
    }
  }

  /// Why something in the folder cannot be written.
  func failure(_ path: String, _ error: SystemError) -> RequestStoreError {
    let advice =
      switch error {
      case .noSpace, .overQuota: "; make room on the disk"
      case .accessDenied, .notPermitted, .readOnly:
        "; check the rights of the folder, or choose another by FALKIT_HOME"
      default: ""
      }
    return RequestStoreError(.cannotWrite, "the record cannot be written: \(error)\(advice)", path: path)
  }
}

/// A step on the way to disk, in front of each of which a test may let the disk or the process fail.
package enum WriteStep: String, Sendable, CaseIterable {
  case createFolder
  case lock
  case createTemporary
  case write
  case syncFile
  case rename
  case syncFolder
  case removeTemporary
  case removeRecord
  case unlock
}

/// Is asked before each step.
package typealias WriteSteps = @Sendable (WriteStep) throws -> Void

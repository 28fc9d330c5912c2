import FalCore
import FalSystem

/// A file in the making, under another name: at its own one it appears when it is whole, or not at all.
///
/// When it is given up, what has arrived stays for a later attempt, as long as it is known of which version it is. That
/// is in a second file beside it: `.NAME.HASH.part` and `.NAME.HASH.part.json`, which are for one target and one address.
final class PartialFile: Sendable {
  private struct State {
    var length: Int
    var version: FileVersion?
    var isKept = false
    var isOpen = true
  }

  private let path: String
  private let partialPath: String
  private let file: OpenFile
  private let state: Lock<State>

  /// Opens what is there of a file, or begins with nothing.
  ///
  /// - Throws: `FalError` of kind `file` when there can be no file there, or somebody else is at it.
  init(path: String, from address: String) throws(FalError) {
    try FinishedFile.check(path)
    let slash = path.lastIndex(of: "/").map(path.index(after:)) ?? path.startIndex
    let name = path[slash...]
    guard !name.isEmpty else {
      throw FalError(
        .file,
        path.isEmpty ? "there is no name for the file" : "\(path) is a folder, not the name of a file"
      )
    }
    // In the same folder, from where it can be renamed in one step. Short, because names have a longest length.
    let hash = SHA256.hexadecimal(of: Array("\(name)\n\(address)".utf8)).prefix(16)
    let dot = name.hasPrefix(".") ? "" : "."
    self.path = path
    partialPath = "\(path[..<slash])\(dot)\(Self.beginning(of: name)).\(hash).part"
    file = try Self.openLocked(partialPath, for: path)
    let length = (try? file.status().length) ?? 0
    let version = Self.readVersion(partialPath + ".json")
    state = Lock(State(length: length, version: version.flatMap { $0.total >= length ? $0 : nil }))
  }

  deinit { giveUp() }

  /// Lets others have the file; what cannot be gone on with is removed.
  ///
  /// At once, not when the last reference ends, which a task on another thread may hold for a moment longer.
  func giveUp() {
    let isOpen = state.withLock { state in
      defer { state.isOpen = false }
      return state.isOpen
    }
    guard isOpen else { return }
    // While it is still locked, so that nobody else's is removed.
    if !state.withLock({ $0.isKept }), resumable == nil { removePartial() }
    file.unlock()
  }

  /// How much there is.
  var length: Int { state.withLock { $0.length } }

  /// What the rest can be asked of; `nil` when one has to begin at the beginning.
  var resumable: (version: FileVersion, length: Int)? {
    state.withLock { state in
      guard let version = state.version, state.length > 0 else { return nil }
      return (version, state.length)
    }
  }

  /// Begins with nothing, of a version that can be gone on with, or of any.
  func begin(_ version: FileVersion?) throws(FalError) {
    let hadBytes = length > 0
    do throws(SystemError) { try file.truncate() } catch { throw FinishedFile.failure(path, error) }
    // Old bytes must not come back after a power failure when the new version is written down already.
    if hadBytes { try? file.synchronize() }
    FilePath.remove(partialPath + ".json")
    state.withLock { ($0.length, $0.version) = (0, version) }
    // Without it the next attempt begins at the beginning, which is no reason to fail.
    if let version { Self.write(version, to: partialPath + ".json") }
  }

  /// Adds bytes at the end.
  func write(_ bytes: [UInt8]) throws(FalError) {
    var position = length
    defer { state.withLock { [position] in $0.length = position } }
    do throws(SystemError) {
      try file.write(bytes, at: &position)
    } catch {
      throw FinishedFile.failure(path, error)
    }
  }

  /// Gives the file its name.
  func keep(replacing: Bool) throws(FalError) {
    // There is nothing to go on with, also when there is no place for it.
    state.withLock { $0.version = nil }
    guard try FinishedFile.move(partialPath, to: path, replacing: replacing) else {
      throw FalError(.file, "\(path) exists already, and is not to be replaced")
    }
    state.withLock { $0.isKept = true }
    FilePath.remove(partialPath + ".json")
  }

  private func removePartial() {
    FilePath.remove(partialPath + ".json")
    FilePath.remove(partialPath)
  }

  // MARK: - Parts

  /// So much of a name that it can become longer.
  private static func beginning(of name: Substring) -> String {
    var result = ""
    for character in name {
      if result.utf8.count + character.utf8.count > 120 { break }
      result.append(character)
    }
    return result
  }

  private static func openLocked(_ partialPath: String, for path: String) throws(FalError) -> OpenFile {
    while true {
      let file: OpenFile
      let (isLocked, status): (Bool, FileStatus)
      do throws(SystemError) {
        // In a folder of several people, a link must not lead to another file.
        file = try OpenFile(partialPath, for: .keeping, permissions: 0o666, followsLinks: false)
        isLocked = try file.lock()
        status = try file.status()
      } catch {
        throw FinishedFile.failure(path, error)
      }
      guard isLocked else {
        throw FalError(.file, "\(path) is being downloaded already, by another task or process")
      }
      // Else whoever had it before has finished in the meantime.
      guard file.isStill(at: partialPath) else { continue }
      if status.kind == .file, status.nameCount == 1, status.isOwn { return file }
      throw FalError(.file, "\(path) cannot be written: \(partialPath) is in the way")
    }
  }

  private static func readVersion(_ path: String) -> FileVersion? {
    guard let file = try? OpenFile(path, for: .reading, followsLinks: false),
      let bytes = try? file.read(at: 0, count: 4096)
    else { return nil }
    return (try? JSON(parsing: bytes)).flatMap { FileVersion(json: $0) }
  }

  private static func write(_ version: FileVersion, to path: String) {
    guard let file = try? OpenFile(path, for: .making) else { return }
    do { try file.write(version.json.utf8()) } catch { FilePath.remove(path) }
  }
}

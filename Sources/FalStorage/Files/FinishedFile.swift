import FalCore
import FalSystem

/// Gives files that are whole the names under which they are looked for.
package enum FinishedFile {
  /// Moves a file in one step, so that nobody ever sees a part of it.
  ///
  /// - Parameters:
  ///   - old: The file, on the same file system.
  ///   - new: Its new path.
  ///   - replacing: Whether a file that is there already gives way; also when it appears at this very moment.
  /// - Returns: `false` when there is one that does not.
  /// - Throws: `FalError` of kind `file`.
  package static func move(_ old: String, to new: String, replacing: Bool) throws(FalError) -> Bool {
    if replacing { try takeOver(new, old) }
    if !replacing {
      // A link fails where there is a file already, a renaming does not.
      do throws(SystemError) {
        try FilePath.link(old, as: new)
        FilePath.remove(old)
        return true
      } catch {
        if error == .exists { return false }
      }
      // Some file systems have no links: there an empty file keeps the place.
      do throws(SystemError) {
        _ = try OpenFile(new, for: .making, permissions: 0o666)
      } catch {
        if error == .exists { return false }
        throw failure(new, error)
      }
    }
    do throws(SystemError) { try FilePath.rename(old, to: new) } catch { throw failure(new, error) }
    return true
  }

  /// Makes sure that only an ordinary file gives way, and lets the new one be read by as many as the old one.
  private static func takeOver(_ path: String, _ replacement: String) throws(FalError) {
    guard let status = FileStatus(path, followsLinks: false) else { return }
    switch status.kind {
    case .file: FilePath.setPermissions(status.permissions, of: replacement)
    // The link gives way; what it leads to stays.
    case .link: break
    case .folder: throw FalError(.file, "\(path) is a folder")
    case .other: throw FalError(.file, "\(path) is no ordinary file, and is not replaced")
    }
  }

  /// A path that the system would take for another, shorter one.
  static func check(_ path: String) throws(FalError) {
    guard path.utf8.contains(0) else { return }
    throw FalError(.file, "a path cannot hold a character 0: \(path.prefix { $0 != "\0" })...")
  }

  static func failure(_ path: String, _ error: SystemError) -> FalError {
    FalError(.file, "\(path) cannot be written: \(error)")
  }
}

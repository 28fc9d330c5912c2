import FalCore
package import FalRegistry
import FalSystem

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// A copy of a registry in which it is changed, and which then takes its place as a whole: whoever looks at the registry at
/// any moment, after a crash too, sees the old one or the new one.
///
/// One process at a time has a copy of a registry; others are refused. The copy stands beside the registry, and shares the
/// files that are not changed with it.
package final class StagedRegistry: Sendable {
  /// The copy.
  package let folder: RegistryFolder
  private let target: String
  /// Where the registry is for a moment on file systems that cannot swap folders.
  private let aside: String
  /// The locked folder that both are in.
  private let lock: OpenFile

  /// Copies a registry, or begins an empty one.
  ///
  /// - Throws: `RegistryError` when another process is changing a registry beside this one, or nothing can be written.
  package init(of registry: RegistryFolder) throws(RegistryError) {
    // Without links, because a link is to go on leading to the registry.
    target = FilePath.resolved(registry.path) ?? registry.path
    let url = URL(fileURLWithPath: target)
    let folderOfBoth = url.deletingLastPathComponent().path
    folder = RegistryFolder(path: "\(folderOfBoth)/.\(url.lastPathComponent).staged")
    aside = "\(folderOfBoth)/.\(url.lastPathComponent).replaced"
    do {
      try FileManager.default.createDirectory(atPath: folderOfBoth, withIntermediateDirectories: true)
    } catch {
      throw Self.cannot("make the folder", folderOfBoth, SystemError())
    }
    let isLocked: Bool
    do throws(SystemError) {
      lock = try OpenFile(folderOfBoth, for: .folder)
      isLocked = try lock.lock()
    } catch {
      throw Self.cannot("lock the folder", folderOfBoth, error)
    }
    guard isLocked else {
      throw RegistryError(
        "another process is changing a registry here; try again",
        file: folderOfBoth,
        reason: .writing
      )
    }
    do {
      if !FileManager.default.fileExists(atPath: target) { try? FilePath.rename(aside, to: target) }
      try Self.remove(aside)
      try Self.remove(folder.path)
      if FileManager.default.fileExists(atPath: target) {
        try Self.copy(target, to: folder.path)
      } else {
        try Self.makeFolder(folder.path)
      }
    } catch let error as RegistryError {
      throw error
    } catch {
      throw RegistryError("\(error)", file: folder.path, reason: .writing)
    }
  }

  deinit { try? Self.remove(folder.path) }

  /// Puts the copy in the place of the registry.
  ///
  /// - Throws: `RegistryError` when that cannot be done, and then the registry is as it was.
  package func commit() throws(RegistryError) {
    do throws(SystemError) {
      guard FileManager.default.fileExists(atPath: target) else { return try FilePath.rename(folder.path, to: target) }
      // What was the registry is then the copy, and goes with it.
      if try FilePath.swapFolders(folder.path, target) { return }
      try FilePath.rename(target, to: aside)
      do throws(SystemError) {
        try FilePath.rename(folder.path, to: target)
      } catch {
        try? FilePath.rename(aside, to: target)
        throw error
      }
    } catch {
      throw Self.cannot("replace the folder", target, error)
    }
    try? Self.remove(aside)
  }

  // MARK: - Folders

  /// Copies a folder: files are linked where the file system can, because whoever changes one replaces it.
  private static func copy(_ source: String, to target: String) throws {
    try makeFolder(target)
    for path in try FileManager.default.subpathsOfDirectory(atPath: source).sorted() {
      let (from, to) = ("\(source)/\(path)", "\(target)/\(path)")
      guard let status = FileStatus(from, followsLinks: false) else { throw cannot("read the file", from, .noEntry) }
      if status.kind == .folder {
        try makeFolder(to)
      } else if (try? FilePath.link(from, as: to)) == nil {
        try FileManager.default.copyItem(atPath: from, toPath: to)
      }
    }
  }

  private static func makeFolder(_ path: String) throws(RegistryError) {
    do throws(SystemError) { try FilePath.makeFolder(path) } catch { throw cannot("make the folder", path, error) }
  }

  private static func remove(_ path: String) throws {
    if FileManager.default.fileExists(atPath: path) { try FileManager.default.removeItem(atPath: path) }
  }

  private static func cannot(_ what: String, _ path: String, _ error: SystemError) -> RegistryError {
    RegistryError("falkit cannot \(what): \(error)", file: path, reason: .writing)
  }
}

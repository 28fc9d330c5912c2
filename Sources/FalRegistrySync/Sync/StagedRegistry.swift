import FalCore
package import FalRegistry

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

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
  private let lock: Int32

  /// Copies a registry, or begins an empty one.
  ///
  /// - Throws: `RegistryError` when another process is changing a registry beside this one, or nothing can be written.
  package init(of registry: RegistryFolder) throws(RegistryError) {
    target = Self.resolved(registry.path)
    let url = URL(fileURLWithPath: target)
    let folderOfBoth = url.deletingLastPathComponent().path
    folder = RegistryFolder(path: "\(folderOfBoth)/.\(url.lastPathComponent).staged")
    aside = "\(folderOfBoth)/.\(url.lastPathComponent).replaced"
    do {
      try FileManager.default.createDirectory(atPath: folderOfBoth, withIntermediateDirectories: true)
    } catch {
      throw Self.cannot("make the folder", folderOfBoth)
    }
    lock = open(folderOfBoth, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard lock >= 0 else { throw Self.cannot("open the folder", folderOfBoth) }
    guard flock(lock, LOCK_EX | LOCK_NB) == 0 else {
      let isBusy = errno == EWOULDBLOCK
      close(lock)
      if isBusy {
        throw RegistryError(
          "another process is changing a registry here; try again",
          file: folderOfBoth,
          reason: .writing
        )
      }
      throw Self.cannot("lock the folder", folderOfBoth)
    }
    do {
      if !FileManager.default.fileExists(atPath: target) { _ = rename(aside, target) }
      try Self.remove(aside)
      try Self.remove(folder.path)
      if FileManager.default.fileExists(atPath: target) {
        try Self.copy(target, to: folder.path)
      } else {
        try Self.makeFolder(folder.path)
      }
    } catch let error as RegistryError {
      close(lock)
      throw error
    } catch {
      close(lock)
      throw RegistryError("\(error)", file: folder.path, reason: .writing)
    }
  }

  deinit {
    try? Self.remove(folder.path)
    close(lock)
  }

  /// Puts the copy in the place of the registry.
  ///
  /// - Throws: `RegistryError` when that cannot be done, and then the registry is as it was.
  package func commit() throws(RegistryError) {
    guard FileManager.default.fileExists(atPath: target) else {
      guard rename(folder.path, target) == 0 else { throw Self.cannot("make the folder", target) }
      return
    }
    // What was the registry is then the copy, and goes with it.
    if Self.exchange(folder.path, target) { return }
    guard [ENOSYS, EINVAL, ENOTSUP].contains(errno), rename(target, aside) == 0 else {
      throw Self.cannot("replace the folder", target)
    }
    guard rename(folder.path, target) == 0 else {
      let error = Self.cannot("replace the folder", target)
      _ = rename(aside, target)
      throw error
    }
    try? Self.remove(aside)
  }

  // MARK: - Folders

  /// A path without links, because a link is to go on leading to the registry.
  private static func resolved(_ path: String) -> String {
    guard let text = realpath(path, nil) else { return path }
    defer { free(text) }
    return String(cString: text)
  }

  /// Swaps two folders in one step.
  private static func exchange(_ first: String, _ second: String) -> Bool {
    #if canImport(Darwin)
      return renamex_np(first, second, UInt32(RENAME_SWAP)) == 0
    #else
      // glibc declares it for C programs that ask for GNU's own functions only.
      typealias RenameAt2 = @convention(c) (Int32, UnsafePointer<CChar>, Int32, UnsafePointer<CChar>, UInt32) -> Int32
      guard let symbol = dlsym(nil, "renameat2") else {
        errno = ENOSYS
        return false
      }
      let exchange: UInt32 = 2
      return unsafeBitCast(symbol, to: RenameAt2.self)(AT_FDCWD, first, AT_FDCWD, second, exchange) == 0
    #endif
  }

  /// Copies a folder: files are linked where the file system can, because whoever changes one replaces it.
  private static func copy(_ source: String, to target: String) throws {
    try makeFolder(target)
    for path in try FileManager.default.subpathsOfDirectory(atPath: source).sorted() {
      let (from, to) = ("\(source)/\(path)", "\(target)/\(path)")
      var status = stat()
      guard lstat(from, &status) == 0 else { throw cannot("read the file", from) }
      if status.st_mode & S_IFMT == S_IFDIR {
        try makeFolder(to)
      } else if link(from, to) != 0 {
        try FileManager.default.copyItem(atPath: from, toPath: to)
      }
    }
  }

  private static func makeFolder(_ path: String) throws(RegistryError) {
    guard mkdir(path, 0o777) == 0 || errno == EEXIST else { throw cannot("make the folder", path) }
  }

  private static func remove(_ path: String) throws {
    if FileManager.default.fileExists(atPath: path) { try FileManager.default.removeItem(atPath: path) }
  }

  private static func cannot(_ what: String, _ path: String) -> RegistryError {
    RegistryError("falkit cannot \(what): \(String(cString: strerror(errno)))", file: path, reason: .writing)
  }
}

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// What is done with names of files and folders.
package enum FilePath {
  /// Whether there is anything of this name, be it a link that leads nowhere.
  package static func exists(_ path: String) -> Bool { FileStatus(path, followsLinks: false) != nil }

  package static func isFolder(_ path: String) -> Bool { FileStatus(path)?.kind == .folder }

  /// Whether there is a file that can be read, and not a folder.
  package static func isReadableFile(_ path: String) -> Bool {
    FileStatus(path)?.kind == .file && access(path, R_OK) == 0
  }

  /// Whether files can be made in a folder.
  package static func isWritable(_ folder: String) -> Bool { access(folder, W_OK | X_OK) == 0 }

  /// The path without links; `nil` when there is no such file.
  package static func resolved(_ path: String) -> String? {
    guard let resolved = realpath(path, nil) else { return nil }
    defer { free(resolved) }
    return String(cString: resolved)
  }

  /// The folder in which the process works; `nil` when it was removed.
  package static var workingFolder: String? {
    guard let path = getcwd(nil, 0) else { return nil }
    defer { free(path) }
    return String(cString: path)
  }

  /// The folder for what is needed for a short time only.
  package static var temporaryFolder: String {
    ProcessEnvironment.value("TMPDIR").flatMap { $0.isEmpty ? nil : $0 } ?? "/tmp"
  }

  /// Removes a file, or a link; whether there was one.
  @discardableResult
  package static func remove(_ path: String) -> Bool { unlink(path) == 0 }

  /// Removes a file, or a link.
  ///
  /// - Returns: Whether there was one.
  /// - Throws: Why one that is there cannot be removed.
  package static func removeIfThere(_ path: String) throws(SystemError) -> Bool {
    if unlink(path) == 0 { return true }
    let error = SystemError()
    guard error == .noEntry || error == .notFolder else { throw error }
    return false
  }

  /// Gives a file another name in one step; what had it is replaced.
  package static func rename(_ old: String, to new: String) throws(SystemError) {
    guard systemRename(old, new) == 0 else { throw SystemError() }
  }

  /// Gives a file one more name, which nothing may have.
  package static func link(_ file: String, as name: String) throws(SystemError) {
    guard systemLink(file, name) == 0 else { throw SystemError() }
  }

  /// Lets others read, change or run a file, as far as these nine bits say.
  package static func setPermissions(_ permissions: UInt32, of path: String) { chmod(path, mode_t(permissions)) }

  // MARK: - Folders

  /// Makes a folder in one that is there; one of this name is fine.
  package static func makeFolder(_ path: String, permissions: UInt32 = 0o777) throws(SystemError) {
    guard mkdir(path, mode_t(permissions)) == 0 || errno == EEXIST else { throw SystemError() }
  }

  /// Makes the folders that lead to a file and are not there.
  ///
  /// - Throws: `FolderError`, which names the one that cannot be made.
  package static func makeFolders(above path: String, permissions: UInt32 = 0o777) throws(FolderError) {
    guard let slash = path.lastIndex(of: "/") else { return }
    let folder = String(path[..<slash])
    if folder.isEmpty || isFolder(folder) { return }
    try makeFolders(above: folder, permissions: permissions)
    do throws(SystemError) {
      try makeFolder(folder, permissions: permissions)
    } catch {
      throw FolderError(path: folder, reason: error)
    }
  }

  /// Why there is no folder.
  package struct FolderError: Error {
    package let path: String
    package let reason: SystemError
  }

  /// The names in a folder, in any order; `nil` when there is none.
  package static func names(inFolder path: String) throws(SystemError) -> [String]? {
    guard let stream = opendir(path) else {
      let error = SystemError()
      if error == .noEntry { return nil }
      throw error
    }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names
  }

  /// Swaps two folders in one step.
  ///
  /// - Returns: `false` where the file system cannot.
  package static func swapFolders(_ first: String, _ second: String) throws(SystemError) -> Bool {
    #if canImport(Darwin)
      if renamex_np(first, second, UInt32(RENAME_SWAP)) == 0 { return true }
    #else
      // glibc declares it for C programs that ask for GNU's own functions only.
      typealias RenameAt2 = @convention(c) (Int32, UnsafePointer<CChar>, Int32, UnsafePointer<CChar>, UInt32) -> Int32
      guard let symbol = dlsym(nil, "renameat2") else { return false }
      let exchange: UInt32 = 2
      if unsafeBitCast(symbol, to: RenameAt2.self)(AT_FDCWD, first, AT_FDCWD, second, exchange) == 0 { return true }
    #endif
    let error = SystemError()
    guard [.notImplemented, .invalid, .notSupported].contains(error) else { throw error }
    return false
  }
}

// The names of these calls are those of the methods.

private func systemRename(_ old: String, _ new: String) -> Int32 { rename(old, new) }

private func systemLink(_ file: String, _ name: String) -> Int32 { link(file, name) }

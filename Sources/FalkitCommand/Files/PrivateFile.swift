import FalRunner
import FalSystem

/// A file that nobody but the user may read, replaced as a whole.
enum PrivateFile {
  /// Writes a file, and makes the folders that it lies in; of a link the file that it leads to is replaced.
  ///
  /// - Throws: `RunError` with exit code 73; then what was there before is still there.
  static func replace(_ path: String, with bytes: [UInt8]) throws(RunError) {
    // What cannot be made is noticed when the file is.
    try? FilePath.makeFolders(above: path, permissions: 0o700)
    do throws(SystemError) {
      try AtomicFile.replace(path, with: bytes, permissions: 0o600)
    } catch {
      throw failure(path, error)
    }
  }

  /// Removes a file.
  ///
  /// - Returns: Whether there was one.
  /// - Throws: `RunError` with exit code 73.
  static func remove(_ path: String) throws(RunError) -> Bool {
    do throws(SystemError) {
      return try FilePath.removeIfThere(path)
    } catch {
      throw failure(path, error)
    }
  }

  private static func failure(_ path: String, _ error: SystemError) -> RunError {
    RunError(.cannotWrite, "\(path) cannot be written: \(error)")
  }
}

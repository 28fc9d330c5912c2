/// A lock between processes, and between tasks of one, on a file that is made for it; it ends with the process.
package final class FileLock: Sendable {
  private let path: String
  private let file: OpenFile

  private init(path: String, file: OpenFile) {
    self.path = path
    self.file = file
  }

  /// Takes a lock; `nil` when somebody else has it.
  package static func attempt(_ path: String) throws(SystemError) -> FileLock? {
    while true {
      // A link would lock, and in the end make, what somebody else has chosen.
      let file = try OpenFile(path, for: .keeping, followsLinks: false)
      guard try file.lock() else { return nil }
      // Whoever had it before may have removed the file in the meantime.
      if file.isStill(at: path) { return FileLock(path: path, file: file) }
    }
  }

  /// Lets others have it.
  ///
  /// - Parameter removesFile: Whether the file goes, which was made for this.
  package func release(removesFile: Bool) {
    // While it is still locked, so that nobody else's file is removed.
    if removesFile { FilePath.remove(path) }
    file.unlock()
  }
}

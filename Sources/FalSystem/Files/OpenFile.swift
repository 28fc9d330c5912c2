#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// An open file, which is closed with this; programs that are started do not inherit it.
package final class OpenFile: Sendable {
  /// What a file is opened for.
  package enum Purpose: Sendable {
    case reading
    /// Reading, also what comes from a named pipe, whose other end is waited for.
    case receiving
    /// Reading and writing what is there.
    case changing
    /// Reading and writing; it is made where there is none.
    case keeping
    /// Writing at the end; it is made where there is none.
    case appending
    /// Writing, where there must be none, and no link either.
    case making
    /// Locking a folder, or waiting for its disk.
    case folder

    fileprivate var flags: Int32 {
      switch self {
      case .reading: O_RDONLY | O_NONBLOCK
      case .receiving: O_RDONLY
      case .changing: O_RDWR | O_NONBLOCK
      case .keeping: O_RDWR | O_CREAT | O_NONBLOCK
      // What is written to a pipe waits for its reader.
      case .appending: O_RDWR | O_CREAT | O_APPEND
      case .making: O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW
      case .folder: O_RDONLY | O_DIRECTORY
      }
    }
  }

  /// The number by which the system knows it, for calls that this has no method for.
  let descriptor: Int32

  /// Opens a file; but for `receiving` never waits for the other end of a named pipe, which may never come.
  ///
  /// - Parameters:
  ///   - path: Where it is.
  ///   - purpose: What it is opened for.
  ///   - permissions: Who may do what with it when it is made.
  ///   - followsLinks: Whether a link at the end of the path may lead to it.
  /// - Throws: Why it cannot be opened.
  package init(
    _ path: String,
    for purpose: Purpose,
    permissions: UInt32 = 0o600,
    followsLinks: Bool = true
  ) throws(SystemError) {
    let flags = purpose.flags | O_CLOEXEC | O_NOCTTY | (followsLinks ? 0 : O_NOFOLLOW)
    descriptor = try repeatingWhileInterrupted { open(path, flags, mode_t(permissions)) }
  }

  /// Makes a file that has no name, so that it is gone whenever the process ends.
  package init(temporaryIn folder: String) throws(SystemError) {
    var template = Array("\(folder)/falkit-XXXXXX".utf8CString)
    descriptor = try repeatingWhileInterrupted { mkstemp(&template) }
    unlink(template)
    _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
  }

  deinit {
    unlock()
    close(descriptor)
  }

  /// What the system knows of it.
  package func status() throws(SystemError) -> FileStatus {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw SystemError() }
    return FileStatus(status)
  }

  /// Reads from where the last reading ended.
  ///
  /// - Returns: How many bytes there are now at the beginning of the buffer; 0 at the end.
  package func read(into buffer: inout [UInt8]) throws(SystemError) -> Int {
    try Descriptor.read(descriptor, into: &buffer)
  }

  /// Reads all there is; `nil` when that is more than so many bytes, of which no more than these are in memory.
  package func readAll(atMost most: Int) throws(SystemError) -> [UInt8]? {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while case let count = try read(into: &buffer), count > 0 {
      bytes += buffer[..<count]
      if bytes.count > most { return nil }
    }
    return bytes
  }

  /// Reads from a position on.
  ///
  /// - Returns: So many bytes; fewer only where the file ends.
  package func read(at position: Int, count: Int) throws(SystemError) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: count)
    var filled = 0
    while filled < count {
      let got = try repeatingWhileInterrupted {
        bytes.withUnsafeMutableBytes { bytes in
          let rest = UnsafeMutableRawBufferPointer(rebasing: bytes[filled...])
          return pread(descriptor, rest.baseAddress, rest.count, off_t(position + filled))
        }
      }
      if got == 0 { break }
      filled += got
    }
    bytes.removeLast(count - filled)
    return bytes
  }

  /// Writes all bytes where the last writing ended.
  package func write(_ bytes: [UInt8]) throws(SystemError) {
    try Descriptor.write(bytes, to: descriptor)
  }

  /// Writes all bytes where the last writing ended.
  package func write(_ bytes: UnsafeRawBufferPointer) throws(SystemError) {
    try Descriptor.write(bytes, to: descriptor)
  }

  /// Writes all bytes from a position on.
  ///
  /// - Parameters:
  ///   - bytes: What is written.
  ///   - position: Where; it is behind what was written, also when this fails half-way.
  /// - Throws: Why not all could be written.
  package func write(_ bytes: [UInt8], at position: inout Int) throws(SystemError) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = try repeatingWhileInterrupted {
        rest.withUnsafeBytes { pwrite(descriptor, $0.baseAddress, $0.count, off_t(position)) }
      }
      rest = rest.dropFirst(count)
      position += count
    }
  }

  /// Takes away all content.
  package func truncate() throws(SystemError) {
    _ = try repeatingWhileInterrupted { ftruncate(descriptor, 0) }
  }

  /// Waits until what was written is on the medium.
  package func synchronize() throws(SystemError) {
    #if canImport(Darwin)
      // There fsync leaves the bytes in the medium's cache. Not every file system knows the other call.
      if fcntl(descriptor, F_FULLFSYNC) == 0 { return }
    #endif
    _ = try repeatingWhileInterrupted { fsync(descriptor) }
  }

  // MARK: - Locks

  // These are `flock`: local file systems have it; Linux passes it on to the server of an NFS share, others keep it to the
  // machine or refuse it. It ends with the process.

  /// Takes the file for this process alone.
  ///
  /// - Parameter limit: How long to wait for another; the thread waits.
  /// - Returns: `false` when another still has it.
  /// - Throws: Why nobody can have it.
  package func lock(within limit: Duration = .zero) throws(SystemError) -> Bool {
    let deadline = ContinuousClock.now + limit.bounded
    while true {
      do throws(SystemError) {
        _ = try repeatingWhileInterrupted { flock(descriptor, LOCK_EX | LOCK_NB) }
        return true
      } catch {
        guard error.code == EWOULDBLOCK else { throw error }
      }
      guard ContinuousClock.now < deadline else { return false }
      usleep(5000)
    }
  }

  /// Lets others have it, at once: a program that is being started at this moment has a copy of the descriptor, with which
  /// the lock would live on after this is closed.
  package func unlock() { flock(descriptor, LOCK_UN) }

  /// Whether somebody has it for himself, or looks, as this does.
  package static func isLocked(_ path: String) -> Bool {
    guard let file = try? OpenFile(path, for: .changing) else { return false }
    return flock(file.descriptor, LOCK_SH | LOCK_NB) != 0 && errno == EWOULDBLOCK
  }

  /// Whether this is still what has the name: somebody else may have removed or replaced it since it was opened.
  package func isStill(at path: String) -> Bool {
    guard let own = try? status(), let named = FileStatus(path, followsLinks: false) else { return false }
    return own.identity == named.identity
  }
}

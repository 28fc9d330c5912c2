import FalCore

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// A file in the making, under another name: at its own one it appears when it is whole, or not at all.
final class PartialFile: Sendable {
  private let path: String
  private let partialPath: String
  private let descriptor: Int32

  /// - Throws: `FalError` of kind `file` when there can be no file there.
  init(path: String) throws(FalError) {
    self.path = path
    let slash = path.lastIndex(of: "/").map(path.index(after:)) ?? path.startIndex
    let name = path[slash...]
    guard !name.isEmpty else { throw FalError(.file, "\(path) is a folder, not the name of a file") }
    // In the same folder, from where it can be renamed in one step. Short, because names have a longest length.
    partialPath = "\(path[..<slash]).\(name.prefix(40)).\(UInt32.random(in: 0...UInt32.max)).part"
    descriptor = open(partialPath, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw Self.failure(path) }
  }

  deinit {
    close(descriptor)
    // Gone already when it was kept.
    unlink(partialPath)
  }

  /// Forgets what was written.
  func empty() throws(FalError) {
    guard ftruncate(descriptor, 0) == 0, lseek(descriptor, 0, SEEK_SET) == 0 else { throw Self.failure(path) }
  }

  func write(_ bytes: [UInt8]) throws(FalError) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { buffer in
        #if canImport(Darwin)
          Darwin.write(descriptor, buffer.baseAddress, buffer.count)
        #else
          Glibc.write(descriptor, buffer.baseAddress, buffer.count)
        #endif
      }
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { throw Self.failure(path) }
      rest = rest.dropFirst(count)
    }
  }

  /// Gives the file its name.
  func keep(replacing: Bool) throws(FalError) {
    // A link fails where there is a file already, a renaming does not.
    let result = replacing ? rename(partialPath, path) : link(partialPath, path)
    guard result == 0 else { throw Self.failure(path) }
  }

  private static func failure(_ path: String) -> FalError {
    FalError(.file, "\(path) cannot be written: \(String(cString: strerror(errno)))")
  }
}

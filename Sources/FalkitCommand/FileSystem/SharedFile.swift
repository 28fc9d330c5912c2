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

/// A small file that several processes change, one at a time, and replace as a whole; nothing that goes wrong is an error.
struct SharedFile: Sendable {
  let path: String

  /// The content; `nil` when there is none to read.
  func read() -> [UInt8]? {
    (try? Data(contentsOf: URL(fileURLWithPath: path))).map(Array.init)
  }

  /// Changes the content, unless another process is at it for long or there is no place to write.
  func update(_ change: ([UInt8]?) -> [UInt8]) {
    guard (try? LocalPath.makeFolder(of: path, mode: 0o700)) != nil else { return }
    // Stays, so that all processes lock the same file.
    let lock = open(path + ".lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard lock >= 0 else { return }
    defer { close(lock) }
    var tries = 0
    while flock(lock, LOCK_EX | LOCK_NB) != 0 {
      tries += 1
      guard tries < 200, errno == EWOULDBLOCK || errno == EINTR else { return }
      usleep(5000)
    }
    try? Data(change(read())).write(to: URL(fileURLWithPath: path), options: .atomic)
  }
}

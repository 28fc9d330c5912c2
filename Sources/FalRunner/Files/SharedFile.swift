import FalSystem

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  package import Foundation
#endif

/// A small file that several processes change, one at a time, and replace as a whole; nothing that goes wrong is an error.
package struct SharedFile: Sendable {
  let path: String

  package init(path: String) { self.path = path }

  /// The content; `nil` when there is none to read.
  func read() -> [UInt8]? {
    (try? Data(contentsOf: URL(fileURLWithPath: path))).map(Array.init)
  }

  /// Changes the content, unless another process is at it for long or there is no place to write.
  package func update(_ change: ([UInt8]?) -> [UInt8]) {
    guard (try? FilePath.makeFolders(above: path, permissions: 0o700)) != nil else { return }
    // Stays, so that all processes lock the same file.
    guard let lock = try? OpenFile(path + ".lock", for: .keeping), (try? lock.lock(within: .seconds(1))) == true else {
      return
    }
    try? AtomicFile.replace(path, with: change(read()), permissions: 0o600)
  }
}

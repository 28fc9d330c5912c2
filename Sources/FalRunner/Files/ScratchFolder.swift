import FalSystem

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  package import Foundation
#endif

/// A folder for what is on its way somewhere else, which is removed with this.
package final class ScratchFolder: Sendable {
  package let path = FileManager.default.temporaryDirectory.appendingPathComponent("falkit-\(UUID().uuidString)").path

  /// - Throws: `RunError` of kind `cannotWrite`.
  package init() throws(RunError) {
    try FilePath.makeFolder(of: path + "/", permissions: 0o700)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }
}

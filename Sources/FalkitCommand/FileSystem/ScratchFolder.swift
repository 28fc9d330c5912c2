#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// A folder for what is on its way somewhere else, which is removed with this.
final class ScratchFolder: Sendable {
  let path = FileManager.default.temporaryDirectory.appendingPathComponent("falkit-\(UUID().uuidString)").path

  /// - Throws: `CommandError` with exit code 73.
  init() throws(CommandError) {
    try LocalPath.makeFolder(of: path + "/", permissions: 0o700)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }
}

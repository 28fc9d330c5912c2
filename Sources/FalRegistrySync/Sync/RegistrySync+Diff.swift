import FalCore
import FalRegistry

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

extension RegistrySync {
  /// Syncs, and compares the registry with what it was.
  ///
  /// - Returns: What came of it, and what is different; `nil` when nothing is.
  /// - Throws: What `run` throws.
  package func runComparing() async throws -> (report: Report, diff: RegistryDiff?) {
    let before = FileManager.default.temporaryDirectory.appendingPathComponent("falkit-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: before) }
    let exists = folder.exists
    if exists {
      do {
        try FileManager.default.copyItem(at: URL(fileURLWithPath: folder.path), to: before)
      } catch {
        throw RegistryError("the registry cannot be copied, to compare with", file: folder.path, reason: .writing)
      }
    }
    let report = try await run()
    guard report.isChanged, exists else { return (report, nil) }
    do {
      return (report, try RegistryDiff(from: Registry(folder: before.path), to: Registry(folder: folder.path)))
    } catch {
      throw RegistryError(
        "the registry was brought up to date, but cannot be compared with what it was: \(error.message)",
        file: folder.path
      )
    }
  }
}

import FalCatalog
import FalCore
import FalRegistry
import FalSystem

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The copy of the registry that `registry sync` keeps for this user, and which all commands use until a falkit comes with
/// a newer one.
enum UserRegistry {
  /// Where it is, or would be; `nil` without a home.
  static var path: String? { UserFolder.data.path().map { "\($0)/registry" } }

  /// Which bundled registry it was made from.
  private static var basePath: String? { UserFolder.data.path().map { "\($0)/registry-base" } }

  /// The copy; `nil` when there is none, or the bundled registry is newer.
  static var current: Registry? {
    guard let path, let copy = try? Registry(folder: path) else { return nil }
    let base = basePath.flatMap { FileManager.default.contents(atPath: $0) }
    if base == FalCatalog.registry.digest.map({ Data($0.utf8) }) { return copy }
    guard let copied = try? copy.records().newestUpdate else { return nil }
    let bundled = (try? FalCatalog.registry.records().newestUpdate) ?? ""
    return copied >= bundled ? copy : nil
  }

  /// Remembers that the copy has been brought up to date by this falkit.
  static func rememberBase() {
    guard let basePath, let digest = FalCatalog.registry.digest else { return }
    // If this fails, the registries are compared each time.
    try? Data(digest.utf8).write(to: URL(fileURLWithPath: basePath), options: .atomic)
  }
}

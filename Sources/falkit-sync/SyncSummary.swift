import FalRegistrySync
import Foundation

/// What a pull request says about a sync: `state` (`changed` or `unchanged`) and, when something is different, `title`,
/// `text.md` and `label`.
struct SyncSummary {
  private static let names = ["state", "title", "text.md", "label"]

  private var texts: [String] = []
  private var impact = Impact.none

  mutating func add(_ diff: RegistryDiff) {
    texts.append(diff.markdown)
    impact = max(impact, diff.impact)
  }

  /// Removes what an earlier sync has written, which would be read after one that fails.
  static func clear(_ folder: String) {
    for name in names { try? FileManager.default.removeItem(atPath: "\(folder)/\(name)") }
  }

  func write(to folder: String) throws {
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    var files = ["state": texts.isEmpty ? "unchanged\n" : "changed\n"]
    if let first = texts.first?.split(separator: "\n").first {
      files["title"] = "Models: \(first.filter { $0 != "*" })\n"
      files["text.md"] = texts.joined(separator: "\n")
      files["label"] = "models: \(impact == .none ? "patch" : "\(impact)")\n"
    }
    for (name, text) in files { try Data(text.utf8).write(to: URL(fileURLWithPath: "\(folder)/\(name)")) }
  }
}

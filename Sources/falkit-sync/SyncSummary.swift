import FalRegistrySync
import Foundation

/// What a pull request says about a sync: `state` (`changed` or `unchanged`) and, when something is different, `title`,
/// `text.md` and `label`.
struct SyncSummary {
  private var texts: [String] = []
  private var impact = Impact.none

  mutating func add(_ diff: RegistryDiff) {
    texts.append(diff.markdown)
    impact = max(impact, diff.impact)
  }

  func write(to folder: String) throws {
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    var files = ["state": texts.isEmpty ? "unchanged\n" : "changed\n"]
    if let first = texts.first?.split(separator: "\n").first {
      files["title"] = "Models: \(first.filter { $0 != "*" })\n"
      files["text.md"] = texts.joined(separator: "\n")
      files["label"] = "models: \(impact == .none ? "patch" : "\(impact)")\n"
    }
    for name in ["state", "title", "text.md", "label"] {
      let url = URL(fileURLWithPath: "\(folder)/\(name)")
      try? FileManager.default.removeItem(at: url)
      if let text = files[name] { try Data(text.utf8).write(to: url) }
    }
  }
}

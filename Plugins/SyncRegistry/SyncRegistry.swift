import Foundation
import PackagePlugin

/// Brings the registries of a package up to date with fal: those that its targets name in `falkit.json`, and of falkit itself
/// the one in `Registry`.
@main
struct SyncRegistry: CommandPlugin {
  func performCommand(context: PluginContext, arguments: [String]) throws {
    let files = context.package.targets.compactMap(\.sourceModule).flatMap { $0.sourceFiles.map(\.url) }
    var registries = Set(files.filter { $0.lastPathComponent == "falkit.json" }.compactMap(Self.registry)).sorted()
    let own = context.package.directoryURL.appending(path: "Registry")
    if registries.isEmpty, FileManager.default.fileExists(atPath: own.appending(path: "references/models.json").path) {
      registries = [own.path(percentEncoded: false)]
    }
    guard !registries.isEmpty else {
      print("Nothing to sync: no target has a registry of its own, and the models of falkit's come with falkit.")
      return
    }
    // Where falkit is, also when it is a dependency.
    let falkit = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let tool = Process()
    tool.executableURL = try context.tool(named: "falkit-sync").url
    tool.arguments =
      ["--falkit", falkit.appending(path: "Registry").path(percentEncoded: false)]
      + ["--work", context.pluginWorkDirectoryURL.path(percentEncoded: false)]
      + registries.flatMap { ["--registry", $0] } + arguments
    try tool.run()
    tool.waitUntilExit()
    // 3: what fal could not give stays as it was, and was listed.
    if tool.terminationStatus != 0, tool.terminationStatus != 3 { throw SyncFailure() }
  }

  /// The registry that a `falkit.json` names.
  private static func registry(_ configuration: URL) -> String? {
    guard let data = try? Data(contentsOf: configuration),
      let json = try? JSONSerialization.jsonObject(with: data) as? [String: Any], let path = json["registry"] as? String
    else { return nil }
    return URL(fileURLWithPath: path, relativeTo: configuration.deletingLastPathComponent()).standardizedFileURL.path
  }
}

/// The tool has said what was wrong.
struct SyncFailure: Error, CustomStringConvertible {
  var description: String { "nothing was changed, or not all of it" }
}

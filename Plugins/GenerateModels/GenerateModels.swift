import Foundation
import PackagePlugin

/// Packs falkit's registry into the target it is applied to.
@main
struct GenerateModels: BuildToolPlugin {
  /// Number of files the snapshots are spread over; the same as in the tool.
  private static let parts = 16

  func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
    let registry = context.package.directoryURL.appending(path: "Registry")
    let output = context.pluginWorkDirectoryURL
    // Snapshots are no inputs: one that is added later would never be noticed. The index holds their digests, so that
    // it changes whenever one of them does.
    let inputs = ["references/models.json", "glossary.json", "modules.json", "overrides.json"]
    let outputs = ["PackedIndex+Generated.swift"] + (0..<Self.parts).map { "PackedSnapshots\($0)+Generated.swift" }
    return [
      .buildCommand(
        displayName: "Packing the registry into \(target.name)",
        executable: try context.tool(named: "falkit-generate").url,
        arguments: ["catalog", registry.path(percentEncoded: false), output.path(percentEncoded: false)],
        inputFiles: inputs.map { registry.appending(path: $0) },
        outputFiles: outputs.map { output.appending(path: $0) }
      )
    ]
  }
}

import Foundation
import PackagePlugin

/// Generates the types of models: those of falkit's own modules, and those that a target lists in its `falkit.json`.
@main
struct GenerateModels: BuildToolPlugin {
  func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
    let files = target.sourceModule?.sourceFiles.map(\.url) ?? []
    let generation = try Generation(
      target: target.name,
      configuration: files.first { $0.lastPathComponent == Generation.configurationName },
      output: context.pluginWorkDirectoryURL
    )
    return [generation.command(tool: try context.tool(named: "falkit-generate").url)]
  }
}

#if canImport(XcodeProjectPlugin)
  import XcodeProjectPlugin

  extension GenerateModels: XcodeBuildToolPlugin {
    func createBuildCommands(context: XcodePluginContext, target: XcodeTarget) throws -> [Command] {
      let generation = try Generation(
        target: target.displayName,
        configuration: target.inputFiles.map(\.url).first { $0.lastPathComponent == Generation.configurationName },
        output: context.pluginWorkDirectoryURL
      )
      return [generation.command(tool: try context.tool(named: "falkit-generate").url)]
    }
  }
#endif

import FalCatalog
import FalCore
import FalRegistry
import FalRunner

extension CommandDefinition {
  static let registry = CommandDefinition(
    name: "registry",
    group: .setUp,
    summary: "Look at the registry of models, check it, bring it up to date.",
    details: [
      "falkit carries a registry inside the executable. In a checkout of falkit, or anywhere with --registry DIR, the same "
        + "registry lives in a folder, which sync brings up to date with the Platform API "
        + "(GET https://api.fal.ai/v1/models?expand=openapi-3.0), and import with answers of it."
    ],
    exitCodes: [.ok, .failed, .partial, .usage, .notFound, .cannotWrite, .config],
    subcommands: [
      .registryStatus, .registryPath, .registrySync, .registryDiff, .registryVerify, .registryImport, .registryExport,
    ]
  )
}

extension Invocation {
  /// The registry folder that is synced: the one that is named, else this user's copy.
  func syncedFolder() throws(RunError) -> (folder: RegistryFolder, isCopy: Bool) {
    if let named = try settings.registryFolder { return (RegistryFolder(path: named), false) }
    guard let path = UserRegistry.path else {
      throw RunError(.config, "there is no folder for this user's copy: set HOME, or FALKIT_HOME to any folder")
    }
    return (RegistryFolder(path: path), true)
  }

  /// The registry folder a command works on: the one that is named, else `Registry` in the working directory.
  func registryFolder(mustExist: Bool) throws(RunError) -> RegistryFolder {
    let named = try settings.registryFolder
    let folder = RegistryFolder(path: named ?? "Registry")
    if folder.exists || named != nil && !mustExist { return folder }
    throw RunError(
      .notFound,
      "there is no registry in \(folder.path): \(RegistryFolder.indexPath) is missing",
      hint: "falkit \(path.joined(separator: " ")) --registry DIR"
    )
  }
}

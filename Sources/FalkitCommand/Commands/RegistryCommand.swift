import FalCatalog
import FalCore
import FalRegistry

extension CommandDefinition {
  static let registry = CommandDefinition(
    name: "registry",
    group: .setUp,
    summary: "Look at the registry of models, check it, bring it up to date.",
    details: [
      "falkit carries a registry inside the executable. In a checkout of falkit, or anywhere with --registry DIR, the same "
        + "registry lives in a folder, which import fills from answers of the Platform API "
        + "(GET https://api.fal.ai/v1/models?expand=openapi-3.0)."
    ],
    exitCodes: [.ok, .failed, .partial, .usage, .notFound, .cannotWrite, .config],
    subcommands: [.registryStatus, .registryPath, .registryVerify, .registryImport, .registryExport]
  )
}

extension Invocation {
  /// The registry folder a command works on: the one given, else `Registry` in the working directory.
  func registryFolder(mustExist: Bool) throws(CommandError) -> RegistryFolder {
    let folder = RegistryFolder(path: value("registry") ?? "Registry")
    if folder.exists || value("registry") != nil && !mustExist { return folder }
    throw CommandError(
      .notFound,
      "there is no registry in \(folder.path): \(RegistryFolder.indexPath) is missing",
      hint: "falkit \(path.joined(separator: " ")) --registry DIR"
    )
  }
}

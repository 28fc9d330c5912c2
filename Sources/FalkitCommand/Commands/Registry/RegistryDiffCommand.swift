import FalCatalog
import FalCore
import FalRegistry
import FalRegistrySync
import FalRunner
import FalSystem

extension CommandDefinition {
  static let registryDiff = CommandDefinition(
    name: "diff",
    group: .setUp,
    summary: "Say what is different between two registries, and what that breaks.",
    details: [
      "OLD and NEW are folders, revisions of git, or the word bundled. OLD is the bundled registry when it is not given; NEW is "
        + "the folder given with --registry, else Registry in the working directory, else this user's copy.",
      "Each difference has a verdict for programs in Swift, by the types that falkit generates, and one for those who send and "
        + "read JSON: major for what worked and does not any longer, minor for what is possible now, patch for the rest.",
    ],
    arguments: [
      ArgumentDefinition(name: "OLD", summary: "A folder, a revision of git, or bundled.", isOptional: true),
      ArgumentDefinition(name: "NEW", summary: "The same.", isOptional: true),
    ],
    options: [
      OptionDefinition(name: .markdown, summary: "Print it for the text of a pull request."),
      OptionDefinition(name: .exitCode, summary: "Exit with 1 when they differ."),
    ],
    examples: [
      Example(command: "falkit registry diff", meaning: "what the last sync has brought"),
      Example(command: "falkit registry diff HEAD~1 --markdown", meaning: "a commit, for a pull request"),
    ],
    exitCodes: [.ok, .failed, .usage, .notFound, .cannotWrite, .config],
    run: RegistryDiffCommand.run
  )
}

enum RegistryDiffCommand {
  static func run(_ invocation: Invocation) throws -> ExitCode {
    let current = try currentFolder(invocation)
    var kept: [GitRevision] = []
    func registry(_ name: String) throws(RunError) -> Registry {
      if name == "bundled" { return FalCatalog.registry }
      var path = UserFolder.expanding(name)
      if !RegistryFolder(path: path).exists {
        guard let folder = current ?? (RegistryFolder(path: "Registry").exists ? "Registry" : nil),
          let revision = try GitRevision(name, of: folder)
        else {
          throw RunError(
            .notFound,
            "'\(name)' is no registry: neither a folder with \(RegistryFolder.indexPath) nor a revision of git here"
          )
        }
        kept.append(revision)
        path = revision.path
      }
      return try invocation.readingRegistry { () throws(RegistryError) in try Registry(folder: path) }
    }
    let arguments = invocation.arguments
    guard let newName = arguments.dropFirst().first ?? current else {
      throw RunError(
        .notFound,
        "there is no registry to compare with the bundled one",
        hint: "falkit registry sync, or falkit registry diff OLD NEW"
      )
    }
    let (old, new) = (try registry(arguments.first ?? "bundled"), try registry(newName))
    let diff = try invocation.readingRegistry { () throws(RegistryError) in try RegistryDiff(from: old, to: new) }
    withExtendedLifetime(kept) {}
    try print(diff, invocation)
    return invocation.has(.exitCode) && diff.impact > .none ? .failed : .ok
  }

  /// The registry that is compared when none is named; `nil` when there is only the bundled one.
  private static func currentFolder(_ invocation: Invocation) throws(RunError) -> String? {
    if let named = try invocation.settings.registryFolder { return named }
    if RegistryFolder(path: "Registry").exists { return "Registry" }
    return UserRegistry.path.flatMap { RegistryFolder(path: $0).exists ? $0 : nil }
  }

  private static func print(_ diff: RegistryDiff, _ invocation: Invocation) throws {
    let console = invocation.console
    if console.mode == .json { return try console.print(diff.json) }
    if invocation.has(.markdown) { return try console.print(TerminalText.lines(diff.markdown)) }
    try console.print(TerminalText.lines(diff.text))
  }
}

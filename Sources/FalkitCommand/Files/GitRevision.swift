import FalRunner
import FalSystem

/// A folder as git has kept it, in a folder of its own, which goes with this.
final class GitRevision: Sendable {
  private let scratch: ScratchFolder

  /// Where the files are.
  var path: String { scratch.path + "/files" }

  /// Takes a folder out of git; `nil` when the folder is in no repository, or the revision has none.
  ///
  /// - Throws: `RunError` with exit code 73 when there is no place for it.
  init?(_ revision: String, of folder: String) throws(RunError) {
    scratch = try ScratchFolder()
    let archive = scratch.path + "/archive.tar"
    try FilePath.makeFolder(of: scratch.path + "/files/", permissions: 0o700)
    // A revision is never an option.
    guard !revision.isEmpty, !revision.hasPrefix("-"),
      Self.run(["git", "-C", folder, "archive", "--format=tar", "-o", archive, revision, "."]),
      Self.run(["tar", "-xf", archive, "-C", scratch.path + "/files"])
    else { return nil }
  }

  /// Runs a program that says nothing and knows nothing of keys; gives whether it succeeded.
  private static func run(_ words: [String]) -> Bool {
    var environment: [String: String] = [:]
    for name in ["PATH", "HOME", "TMPDIR"] { environment[name] = ProcessEnvironment.value(name) }
    var program = Program(words, environment: environment)
    (program.input, program.output, program.error) = (.nothing, .nothing, .nothing)
    return (try? program.run()) == 0
  }
}

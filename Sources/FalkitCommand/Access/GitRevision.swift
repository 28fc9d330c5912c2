#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// A folder as git has kept it, in a folder of its own, which goes with this.
final class GitRevision: Sendable {
  private let scratch: ScratchFolder

  /// Where the files are.
  var path: String { scratch.path + "/files" }

  /// Takes a folder out of git; `nil` when the folder is in no repository, or the revision has none.
  ///
  /// - Throws: `CommandError` with exit code 73 when there is no place for it.
  init?(_ revision: String, of folder: String) throws(CommandError) {
    scratch = try ScratchFolder()
    let archive = scratch.path + "/archive.tar"
    try LocalPath.makeFolder(of: scratch.path + "/files/", mode: 0o700)
    // A revision is never an option.
    guard !revision.isEmpty, !revision.hasPrefix("-"),
      Self.run(["git", "-C", folder, "archive", "--format=tar", "-o", archive, revision, "."]),
      Self.run(["tar", "-xf", archive, "-C", scratch.path + "/files"])
    else { return nil }
  }

  /// Runs a program that says nothing and knows nothing of keys; gives whether it succeeded.
  private static func run(_ words: [String]) -> Bool {
    #if canImport(Darwin)
      var actions: posix_spawn_file_actions_t?
    #else
      var actions = posix_spawn_file_actions_t()
    #endif
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    for stream in [STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO] {
      posix_spawn_file_actions_addopen(&actions, stream, "/dev/null", O_RDWR, 0)
    }
    let known = ["PATH", "HOME", "TMPDIR"].compactMap { name in Terminal.environment(name).map { "\(name)=\($0)" } }
    var arguments: [UnsafeMutablePointer<CChar>?] = words.map { (word: String) in strdup(word) } + [nil]
    var environment: [UnsafeMutablePointer<CChar>?] = known.map { (word: String) in strdup(word) } + [nil]
    defer { (arguments + environment).forEach { free($0) } }
    var process = pid_t()
    guard posix_spawnp(&process, words[0], &actions, nil, &arguments, &environment) == 0 else { return false }
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0, errno == EINTR {}
    return status == 0
  }
}

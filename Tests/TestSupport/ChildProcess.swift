import FalCore
import FalSystem
import Foundation

/// A program that a test has started, and that does not outlive this object.
///
/// Not Foundation's `Process`: on Linux that crashes some of the processes with many open files, because it copies more
/// of a directory entry than there is (swift-corelibs-foundation #5472), and it keeps the handles given to it open.
package final class ChildProcess: Sendable {
  /// What a standard stream of the program is.
  package enum Stream: Sendable {
    /// A file; it is made, or emptied, where the program writes to it.
    case file(String)
    /// One of this process's descriptors, which stays open here.
    case descriptor(Int32)

    package static let nothing = Stream.file("/dev/null")
  }

  /// How a program ended.
  package enum Ending: Equatable, Sendable {
    case exited(Int32)
    case killed(signal: Int32)

    /// The exit code, or what a shell would say of a signal.
    package var code: Int32 {
      switch self {
      case .exited(let code): code
      case .killed(let signal): 128 + signal
      }
    }
  }

  /// The number that the system has given it.
  package let id: Int32
  private let known = Lock<Ending?>(nil)

  /// Starts a program, which inherits none of this process's descriptors but those given here.
  ///
  /// - Parameters:
  ///   - program: A path, or the name of a program that `PATH` finds.
  ///   - arguments: What it is told; its name is not among them.
  ///   - environment: All of the program's environment; that of this process when `nil`.
  ///   - folder: Where the program is started; the current folder when `nil`.
  ///   - input: What it reads; nothing by default.
  ///   - output: Where it writes to; nowhere by default.
  ///   - error: Where it writes messages to; nowhere by default.
  /// - Throws: `POSIXError` when it cannot be started.
  package init(
    _ program: String,
    _ arguments: [String] = [],
    environment: [String: String]? = nil,
    folder: String? = nil,
    input: Stream = .nothing,
    output: Stream = .nothing,
    error: Stream = .nothing
  ) throws {
    var command = [program] + arguments
    // POSIX has no way yet to start a program in another folder.
    if let folder { command = ["/bin/sh", "-c", "cd -- \"$1\" && shift && exec \"$@\"", "sh", folder] + command }
    let environment = environment ?? ProcessInfo.processInfo.environment
    id = try Self.spawn(command, environment.map { "\($0)=\($1)" }, [input, output, error])
  }

  deinit {
    send(SIGKILL)
    wait()
  }

  /// How it ended, or `nil` as long as it runs.
  package var ending: Ending? {
    known.withLock { known in
      var status: Int32 = 0
      if known == nil, waitpid(id, &status, WNOHANG) == id {
        let signal = status & 0x7F
        known = signal == 0 ? .exited(status >> 8 & 0xFF) : .killed(signal: signal)
      }
      return known
    }
  }

  /// Waits, on this thread, until it has ended.
  @discardableResult
  package func wait() -> Ending {
    while true {
      if let ending { return ending }
      // It stays a process, and its number its own, until `ending` has asked for it.
      var information = siginfo_t()
      guard waitid(P_PID, id_t(id), &information, WEXITED | WNOWAIT) == 0 || errno == EINTR else {
        preconditionFailure("somebody else has waited for process \(id)")
      }
    }
  }

  /// Sends it a signal; nothing happens when it has ended.
  package func send(_ signal: Int32) {
    if ending == nil { kill(id, signal) }
  }

  private static func spawn(_ command: [String], _ environment: [String], _ streams: [Stream]) throws -> pid_t {
    #if canImport(Darwin)
      var actions: posix_spawn_file_actions_t?
      var attributes: posix_spawnattr_t?
    #else
      var actions = posix_spawn_file_actions_t()
      var attributes = posix_spawnattr_t()
    #endif
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }

    for (number, stream) in zip(Int32(0)..., streams) {
      switch stream {
      case .file(let path):
        let flags = number == STDIN_FILENO ? O_RDONLY : O_WRONLY | O_CREAT | O_TRUNC
        posix_spawn_file_actions_addopen(&actions, number, path, flags, 0o600)
      case .descriptor(let descriptor):
        posix_spawn_file_actions_adddup2(&actions, descriptor, number)
      }
    }
    var flags = POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF
    #if canImport(Darwin)
      flags |= POSIX_SPAWN_CLOEXEC_DEFAULT
    #else
      for name in try FileManager.default.contentsOfDirectory(atPath: "/dev/fd") {
        if let descriptor = Int32(name), descriptor > STDERR_FILENO {
          posix_spawn_file_actions_addclose(&actions, descriptor)
        }
      }
    #endif
    // Whoever runs the tests may ignore signals or hold them back, as `nohup` does, or a shell in the background.
    var signals = sigset_t()
    sigemptyset(&signals)
    posix_spawnattr_setsigmask(&attributes, &signals)
    for signal in [SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGPIPE] { sigaddset(&signals, signal) }
    posix_spawnattr_setsigdefault(&attributes, &signals)
    posix_spawnattr_setflags(&attributes, Int16(flags))

    var words = (command.map { (word: String) in strdup(word) }) + [nil]
    var variables = (environment.map { (variable: String) in strdup(variable) }) + [nil]
    defer { (words + variables).forEach { free($0) } }
    var id = pid_t()
    let error = posix_spawnp(&id, command[0], &actions, &attributes, &words, &variables)
    guard error == 0 else { throw POSIXError(POSIXErrorCode(rawValue: error) ?? .ENOENT) }
    return id
  }
}

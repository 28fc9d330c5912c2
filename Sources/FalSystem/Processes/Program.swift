// The other systems have no programs that start programs.
#if os(macOS) || os(Linux)
  #if canImport(Darwin)
    import Darwin
  #else
    import Glibc
  #endif

  /// Another program, and how it is started; no shell takes part.
  package struct Program: Sendable {
    /// What a program reads from, or writes to.
    package enum Stream: Sendable {
      /// What this process has.
      case inherited
      case nothing
      /// The reading end of a pipe.
      case pipe(Pipe)
    }

    /// The program, looked for in `PATH` unless it is a path, and its arguments.
    var words: [String]
    /// All that it knows of the environment; `nil` for all that this process knows.
    package var environment: [String: String]?
    package var input = Stream.inherited
    package var output = Stream.inherited
    package var error = Stream.inherited

    package init(_ words: [String], environment: [String: String]? = nil) {
      self.words = words
      self.environment = environment
    }

    /// Starts it.
    ///
    /// - Throws: Why it cannot be started, such as that there is none.
    package func start() throws(SystemError) -> Running {
      guard let name = words.first else { throw .noEntry }
      #if canImport(Darwin)
        var (actions, attributes): (posix_spawn_file_actions_t?, posix_spawnattr_t?)
      #else
        var (actions, attributes) = (posix_spawn_file_actions_t(), posix_spawnattr_t())
      #endif
      posix_spawn_file_actions_init(&actions)
      defer { posix_spawn_file_actions_destroy(&actions) }
      for (stream, number) in [(input, STDIN_FILENO), (output, STDOUT_FILENO), (error, STDERR_FILENO)] {
        switch stream {
        case .inherited: break
        case .nothing: posix_spawn_file_actions_addopen(&actions, number, "/dev/null", O_RDWR, 0)
        case .pipe(let pipe):
          posix_spawn_file_actions_adddup2(&actions, pipe.readingEnd, number)
          posix_spawn_file_actions_addclose(&actions, pipe.readingEnd)
          posix_spawn_file_actions_addclose(&actions, pipe.writingEnd)
        }
      }
      posix_spawnattr_init(&attributes)
      defer { posix_spawnattr_destroy(&attributes) }
      // Signals that this process holds back are not held back from a program that stays.
      var noSignals = sigset_t()
      sigemptyset(&noSignals)
      posix_spawnattr_setsigmask(&attributes, &noSignals)
      posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
      var arguments = Self.strings(words)
      var variables = Self.strings((environment ?? [:]).map { "\($0.key)=\($0.value)" })
      defer { (arguments + variables).forEach { free($0) } }
      var process = pid_t()
      let code =
        environment == nil
        ? posix_spawnp(&process, name, &actions, &attributes, &arguments, environ)
        : posix_spawnp(&process, name, &actions, &attributes, &arguments, &variables)
      guard code == 0 else { throw SystemError(code: code) }
      return Running(process: process)
    }

    private static func strings(_ texts: [String]) -> [UnsafeMutablePointer<CChar>?] {
      texts.map { (text: String) in strdup(text) } + [nil]
    }

    /// A program that was started, and has to be waited for.
    package struct Running: Sendable {
      fileprivate let process: pid_t

      /// Waits until it has ended.
      ///
      /// - Returns: How it ended, and as shells say it, 128 and the number of the signal that has ended it.
      package func wait() -> Int32 {
        var status: Int32 = 0
        while waitpid(process, &status, 0) < 0, errno == EINTR {}
        return status & 0x7F == 0 ? status >> 8 & 0xFF : 128 + status & 0x7F
      }
    }

    /// Starts it, and waits until it has ended.
    package func run() throws(SystemError) -> Int32 { try start().wait() }
  }

  /// What one process writes and another reads.
  package final class Pipe: Sendable {
    let readingEnd: Int32
    package let writingEnd: Int32
    private let isOpen = Lock((reading: true, writing: true))

    package init() throws(SystemError) {
      var ends: [Int32] = [0, 0]
      guard pipe(&ends) == 0 else { throw SystemError() }
      (readingEnd, writingEnd) = (ends[0], ends[1])
    }

    deinit {
      closeReading()
      closeWriting()
    }

    package func closeReading() {
      isOpen.withLock { isOpen in
        if isOpen.reading { close(readingEnd) }
        isOpen.reading = false
      }
    }

    package func closeWriting() {
      isOpen.withLock { isOpen in
        if isOpen.writing { close(writingEnd) }
        isOpen.writing = false
      }
    }
  }
#endif

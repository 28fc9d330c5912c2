#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// The process's standard streams, and what is known of the terminal behind them.
enum Terminal {
  enum Stream: Int32, Sendable {
    case input = 0
    case output = 1
    case error = 2
  }

  static func isTerminal(_ stream: Stream) -> Bool { isatty(stream.rawValue) == 1 }

  static func environment(_ name: String) -> String? {
    getenv(name).map { String(cString: $0) }
  }

  /// The width in columns: `COLUMNS`, else what the terminal says, else 80.
  static var width: Int {
    if let columns = environment("COLUMNS").flatMap({ Int($0) }), columns > 0 { return columns }
    var size = winsize()
    if ioctl(Stream.output.rawValue, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 { return Int(size.ws_col) }
    return 80
  }

  /// Writes all of a text; throws when the stream takes no more.
  static func write(_ text: String, to stream: Stream) throws(CommandError) {
    if let error = writeAll(text, to: stream.rawValue) { throw CommandError(writing: error) }
  }

  /// Writes the bytes of a file to standard output.
  static func write(fileAt path: String) throws(CommandError) {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw CommandError(.cannotWrite, "\(path) cannot be read back: \(String(cString: strerror(errno)))")
    }
    defer { close(descriptor) }
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = read(descriptor, &buffer, buffer.count)
      if count == 0 { return }
      if count < 0, errno == EINTR { continue }
      let error: Int32? =
        count < 0
        ? errno : buffer.withUnsafeBytes { bytes in writeAll(bytes.prefix(count), to: Stream.output.rawValue) }
      if let error { throw CommandError(writing: error) }
    }
  }

  /// All of standard input, or a little more than so many bytes of it.
  static func readInput(atMost most: Int = .max) throws(CommandError) -> [UInt8] {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = read(STDIN_FILENO, &buffer, buffer.count)
      if count > 0 { bytes += buffer[..<count] }
      if count == 0 || bytes.count > most { return bytes }
      if count < 0, errno != EINTR {
        throw CommandError(.notFound, "cannot read standard input: \(String(cString: strerror(errno)))")
      }
    }
  }

  /// Shows a text in a pager; gives `false` when there is no such program.
  static func page(_ text: String, with command: String) -> Bool {
    // What git does, too: less shows colours, ends at once when all fits, and leaves the text on the screen.
    setenv("LESS", "FIRX", 0)
    var ends: [Int32] = [0, 0]
    guard pipe(&ends) == 0 else { return false }
    guard let process = startShell(command, reading: ends[0], closing: ends[1]) else {
      ends.forEach { close($0) }
      return false
    }
    close(ends[0])
    // A pager that is left early closes its input; that is no reason to die.
    signal(SIGPIPE, SIG_IGN)
    writeAll(text, to: ends[1])
    close(ends[1])
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0, errno == EINTR {}
    let commandNotFound: Int32 = 127
    return status >> 8 & 0xFF != commandNotFound
  }

  /// Starts a shell command whose standard input is a pipe's end; `nil` when that fails.
  private static func startShell(_ command: String, reading input: Int32, closing other: Int32) -> pid_t? {
    #if canImport(Darwin)
      var actions: posix_spawn_file_actions_t?
    #else
      var actions = posix_spawn_file_actions_t()
    #endif
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO)
    posix_spawn_file_actions_addclose(&actions, input)
    posix_spawn_file_actions_addclose(&actions, other)
    var words: [UnsafeMutablePointer<CChar>?] = ["sh", "-c", command].map { (word: String) in strdup(word) } + [nil]
    defer { words.forEach { free($0) } }
    var process = pid_t()
    return posix_spawn(&process, "/bin/sh", &actions, nil, &words, environ) == 0 ? process : nil
  }

  /// Writes all of a text; gives the system's error number when the stream takes no more.
  @discardableResult
  private static func writeAll(_ text: String, to descriptor: Int32) -> Int32? {
    var text = text
    return text.withUTF8 { writeAll(UnsafeRawBufferPointer($0)[...], to: descriptor) }
  }

  private static func writeAll(_ bytes: Slice<UnsafeRawBufferPointer>, to descriptor: Int32) -> Int32? {
    var rest = bytes
    while !rest.isEmpty {
      let buffer = UnsafeRawBufferPointer(rebasing: rest)
      let count = systemWrite(descriptor, buffer.baseAddress, buffer.count)
      if count > 0 { rest = rest.dropFirst(count) } else if errno != EINTR { return errno }
    }
    return nil
  }
}

extension CommandError {
  /// What the system says of standard output; that nobody reads it any longer is no surprise to anybody.
  fileprivate init(writing error: Int32) {
    self.init(.cannotWrite, "cannot write to standard output: \(String(cString: strerror(error)))")
    isSilent = error == EPIPE
  }
}

private func systemWrite(_ descriptor: Int32, _ bytes: UnsafeRawPointer?, _ count: Int) -> Int {
  write(descriptor, bytes, count)
}

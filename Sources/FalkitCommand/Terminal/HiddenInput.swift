import FalRunner
import FalSystem

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// A line that a terminal does not show while it is typed.
enum HiddenInput {
  private static let signals = [SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGTSTP]

  /// Asks for a line.
  ///
  /// The terminal shows again what is typed afterwards, also when a signal ends the process: signals are held back
  /// meanwhile, and let through when that is done.
  ///
  /// - Throws: `RunError` with exit code 64 when standard input is no terminal.
  static func line(prompt: String) throws(RunError) -> String {
    var shown = termios()
    guard tcgetattr(STDIN_FILENO, &shown) == 0 else { throw .usage("standard input is not a terminal") }
    var held = sigset_t()
    sigemptyset(&held)
    for signal in signals { sigaddset(&held, signal) }
    pthread_sigmask(SIG_BLOCK, &held, nil)
    // Also where whoever started falkit had held them back.
    defer { pthread_sigmask(SIG_UNBLOCK, &held, nil) }
    var hidden = shown
    hidden.c_lflag &= ~tcflag_t(ECHO)
    guard tcsetattr(STDIN_FILENO, TCSAFLUSH, &hidden) == 0 else {
      throw .usage("the terminal cannot hide what is typed")
    }
    defer {
      tcsetattr(STDIN_FILENO, TCSADRAIN, &shown)
      try? Terminal.write("\n", to: .error)
    }
    try Terminal.write(prompt, to: .error)
    return try read()
  }

  private static func read() throws(RunError) -> String {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 4096)
    while true {
      var descriptor = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
      let count = poll(&descriptor, 1, 100)
      if isSignalled { throw RunError(.interrupted, "nothing was typed") }
      guard count > 0 else { continue }
      guard let length = try? Descriptor.read(STDIN_FILENO, into: &buffer), length > 0 else { break }
      bytes += buffer[..<length]
      if bytes.contains(UInt8(ascii: "\n")) { break }
    }
    return String(decoding: bytes.prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self)
  }

  /// Whether one of the signals that end a process waits to be let through.
  private static var isSignalled: Bool {
    var waiting = sigset_t()
    sigpending(&waiting)
    return signals.contains { $0 != SIGTSTP && sigismember(&waiting, $0) == 1 }
  }
}

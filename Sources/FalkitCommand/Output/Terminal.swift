#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// The process's standard streams, and what is known of the terminal behind them.
enum Terminal {
  enum Stream: Int32, Sendable {
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
    var text = text
    let error: Int32? = text.withUTF8 { bytes in
      var position = 0
      while position < bytes.count {
        let count = systemWrite(stream.rawValue, bytes.baseAddress.map { $0 + position }, bytes.count - position)
        if count > 0 { position += count } else if errno != EINTR { return errno }
      }
      return nil
    }
    if let error {
      throw CommandError(.cannotWrite, "cannot write to standard output: \(String(cString: strerror(error)))")
    }
  }

  /// All of standard input.
  static func readInput() -> [UInt8] {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = read(STDIN_FILENO, &buffer, buffer.count)
      if count > 0 { bytes += buffer[..<count] } else if count == 0 || errno != EINTR { return bytes }
    }
  }

  /// Shows a text in a pager; gives `false` when there is no such program.
  static func page(_ text: String, with command: String) -> Bool {
    // A pager that is left early closes its input; that is no reason to die.
    signal(SIGPIPE, SIG_IGN)
    guard let pipe = popen(command, "w") else { return false }
    var text = text
    text.withUTF8 { _ = fwrite($0.baseAddress, 1, $0.count, pipe) }
    let status = pclose(pipe)
    let commandNotFound: Int32 = 127
    return status >> 8 & 0xFF != commandNotFound
  }
}

private func systemWrite(_ descriptor: Int32, _ bytes: UnsafeRawPointer?, _ count: Int) -> Int {
  write(descriptor, bytes, count)
}

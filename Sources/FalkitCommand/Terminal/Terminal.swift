import FalRunner
import FalSystem

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

extension ProcessEnvironment {
  /// What programs are given that falkit starts: all but the keys, which are not for them.
  static var withoutKeys: [String: String] {
    all.filter { !$0.key.hasPrefix("FAL_KEY") && $0.key != "MATON_API_KEY" }
  }
}

/// The process's standard streams, and what is known of the terminal behind them.
enum Terminal {
  enum Stream: Int32, Sendable {
    case input = 0
    case output = 1
    case error = 2
  }

  /// What stands for the standard streams in a task, so that a command runs inside of another process; `nil` mostly.
  @TaskLocal static var replacement: StreamsInMemory?

  static func isTerminal(_ stream: Stream) -> Bool { replacement == nil && isatty(stream.rawValue) == 1 }

  /// The width in columns: `COLUMNS`, else what the terminal says, else 80.
  static var width: Int {
    if let columns = ProcessEnvironment.value("COLUMNS").flatMap({ Int($0) }), columns > 0 { return columns }
    var size = winsize()
    if replacement == nil, ioctl(Stream.output.rawValue, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 {
      return Int(size.ws_col)
    }
    return 80
  }

  /// Writes all of a text; throws when the stream takes no more.
  static func write(_ text: String, to stream: Stream) throws(RunError) {
    try write(Array(text.utf8), to: stream)
  }

  static func write(_ bytes: some Collection<UInt8>, to stream: Stream) throws(RunError) {
    if let replacement { return replacement.write(bytes, to: stream) }
    do throws(SystemError) {
      try Descriptor.write(bytes, to: stream.rawValue)
    } catch {
      throw RunError(writing: error)
    }
  }

  /// Writes the bytes of a file to standard output.
  static func write(fileAt path: String) throws(RunError) {
    func unreadable(_ error: SystemError) -> RunError {
      RunError(.cannotWrite, "\(path) cannot be read back: \(error)")
    }
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    let file: OpenFile
    do throws(SystemError) { file = try OpenFile(path, for: .reading) } catch { throw unreadable(error) }
    while true {
      let count: Int
      do throws(SystemError) { count = try file.read(into: &buffer) } catch { throw unreadable(error) }
      if count == 0 { return }
      try write(buffer[..<count], to: .output)
    }
  }

  /// All of standard input, or a little more than so many bytes of it.
  static func readInput(atMost most: Int = .max) throws(RunError) -> [UInt8] {
    if let replacement { return replacement.input }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      do throws(SystemError) {
        let count = try Descriptor.read(STDIN_FILENO, into: &buffer)
        bytes += buffer[..<count]
        if count == 0 || bytes.count > most { return bytes }
      } catch {
        throw RunError(.notFound, "cannot read standard input: \(error)")
      }
    }
  }

  /// Shows a text in a pager; gives `false` when there is no such program.
  static func page(_ text: String, with command: String) -> Bool {
    // What git does, too: less shows colours, ends at once when all fits, and leaves the text on the screen.
    let environment = ["LESS": "FIRX"].merging(ProcessEnvironment.withoutKeys) { $1 }
    var pager = Program(["/bin/sh", "-c", command], environment: environment)
    guard let pipe = try? Pipe() else { return false }
    pager.input = .pipe(pipe)
    guard let running = try? pager.start() else { return false }
    pipe.closeReading()
    // A pager that is left early closes its input; that is no reason to die.
    signal(SIGPIPE, SIG_IGN)
    try? Descriptor.write(text.utf8, to: pipe.writingEnd)
    pipe.closeWriting()
    let commandNotFound: Int32 = 127
    return running.wait() != commandNotFound
  }
}

extension RunError {
  /// What the system says of standard output; that nobody reads it any longer is no surprise to anybody.
  fileprivate init(writing error: SystemError) {
    // That nobody reads it any longer is no surprise to anybody.
    self.init(error == .brokenPipe ? .readerLeft : .cannotWrite, "cannot write to standard output: \(error)")
  }
}

import Foundation
import TestSupport

/// falkit on a pseudo-terminal, with somebody who types.
final class TerminalSession {
  private(set) var shown = ""
  let process: ChildProcess
  private let master: Int32

  init(_ arguments: String..., environment: [String: String] = [:]) throws {
    let (master, terminal) = try FalkitProcess.openTerminal()
    self.master = master
    process = try FalkitProcess.start(arguments, onTerminal: terminal, environment)
    // This end stays open, so that what the terminal was left like can be asked afterwards.
    self.terminal = terminal
  }

  private let terminal: Int32

  deinit {
    close(terminal)
    close(master)
  }

  /// Reads until a text is shown.
  func waitFor(_ text: String) {
    var buffer = [UInt8](repeating: 0, count: 4096)
    while !shown.contains(text) {
      let count = read(master, &buffer, buffer.count)
      guard count > 0 else { return }
      shown += String(decoding: buffer[..<count], as: UTF8.self)
    }
  }

  func type(_ text: String) {
    let bytes = Array(text.utf8)
    _ = write(master, bytes, bytes.count)
  }

  /// Waits for the end, and takes what is still to be seen.
  func finish() -> ChildProcess.Ending {
    let ending = process.wait()
    _ = fcntl(master, F_SETFL, O_NONBLOCK)
    waitFor("\u{0}")
    return ending
  }

  /// Whether the terminal shows what is typed.
  var echoes: Bool {
    var settings = termios()
    return tcgetattr(terminal, &settings) == 0 && settings.c_lflag & tcflag_t(ECHO) != 0
  }
}

import Foundation

/// Runs a program the cheapest way there is, so that little but the program is measured.
enum StartUp {
  struct Failure: Error {
    var message: String
  }

  /// The time from starting a program until it has ended, its output thrown away.
  static func milliseconds(_ program: String, _ arguments: [String]) throws -> Double {
    let clock = ContinuousClock()
    let time = try clock.measure { try run(program, arguments, output: "/dev/null") }
    return Double(time.components.seconds) * 1e3 + Double(time.components.attoseconds) / 1e15
  }

  /// What a program prints.
  static func output(_ program: String, _ arguments: [String]) throws -> [UInt8] {
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("falkit-benchmark-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: file) }
    try run(program, arguments, output: file.path)
    return [UInt8](try Data(contentsOf: file))
  }

  private static func run(_ program: String, _ arguments: [String], output: String) throws {
    #if canImport(Darwin)
      var actions: posix_spawn_file_actions_t?
    #else
      var actions = posix_spawn_file_actions_t()
    #endif
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, output, O_WRONLY | O_CREAT | O_TRUNC, 0o600)

    var words = ([program] + arguments).map { strdup($0) } + [nil]
    defer { words.forEach { free($0) } }
    var process = pid_t()
    guard posix_spawn(&process, program, &actions, nil, &words, environ) == 0 else {
      throw Failure(message: "\(program) cannot be started")
    }
    var status: Int32 = 0
    waitpid(process, &status, 0)
    guard status == 0 else { throw Failure(message: "falkit \(arguments.joined(separator: " ")) failed") }
  }
}

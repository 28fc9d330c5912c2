import FalRunner
import FalSystem

/// The user's browser, or whatever opens files.
enum Browser {
  /// Opens an address or a file, and waits until the program that does so has ended; no shell takes part.
  ///
  /// - Parameter target: An address, or the whole path of a file, so that it is never taken for an option.
  /// - Throws: `RunError` with exit code 69 when there is no such program, or it fails.
  static func open(_ target: String) throws(RunError) {
    var problems: [String] = []
    for command in commands {
      let words = command.split(separator: " ").map(String.init)
      guard let program = words.first else { continue }
      let hasPlace = words.contains { $0.contains("%s") }
      let arguments = words.dropFirst().map { $0.split("%s").joined(separator: target) } + (hasPlace ? [] : [target])
      guard let status = try? Program([program] + arguments, environment: ProcessEnvironment.withoutKeys).run() else {
        problems.append("there is no \(program)")
        continue
      }
      if status == 0 { return }
      problems.append("\(program) ended with \(status)")
    }
    throw RunError(
      .unavailable,
      "nothing could open it: \(problems.joined(separator: ", "))",
      hint: "--print for the address; or set BROWSER to a program"
    )
  }

  /// `BROWSER` holds one command, or several with colons between them, of which the first that works is used.
  private static var commands: [String] {
    if let browsers = ProcessEnvironment.value("BROWSER"), !browsers.isEmpty {
      return browsers.split(separator: ":").map(String.init)
    }
    #if canImport(Darwin)
      return ["open"]
    #else
      return ["xdg-open"]
    #endif
  }
}

extension String {
  /// The parts between the occurrences of a text.
  fileprivate func split(_ separator: String) -> [Substring] {
    var parts: [Substring] = []
    var rest = self[...]
    while let found = rest.firstRange(of: separator) {
      parts.append(rest[..<found.lowerBound])
      rest = rest[found.upperBound...]
    }
    return parts + [rest]
  }
}

import FalSystem

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// What is known of the machine, for reports of errors.
enum SystemFacts {
  /// The system, its version and the processor's kind: `Linux 6.1.0 x86_64`.
  static var name: String {
    var facts = utsname()
    guard uname(&facts) == 0 else { return "unknown" }
    func text(_ bytes: UnsafeRawBufferPointer) -> String { String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self) }
    return [
      withUnsafeBytes(of: facts.sysname, text), withUnsafeBytes(of: facts.release, text),
      withUnsafeBytes(of: facts.machine, text),
    ].joined(separator: " ")
  }

  static var terminal: [(name: String, value: String)] {
    let streams: [(String, Terminal.Stream)] = [("input", .input), ("output", .output), ("error", .error)]
    let variables = ["TERM", "TERM_PROGRAM", "LC_TERMINAL", "COLORTERM", "NO_COLOR", "CLICOLOR_FORCE", "TMUX"]
    return streams.map { (name: $0.0, value: Terminal.isTerminal($0.1) ? "terminal" : "no terminal") }
      + [(name: "columns", value: String(Terminal.width))]
      + variables.compactMap { name in ProcessEnvironment.value(name).map { (name: name, value: $0) } }
  }

  /// The variables that name proxies, without the passwords in them.
  static var proxies: [(name: String, value: String)] {
    let names = ["HTTPS_PROXY", "HTTP_PROXY", "ALL_PROXY", "NO_PROXY"]
    return names.flatMap { [$0, $0.lowercased()] }.compactMap { name in
      ProcessEnvironment.value(name).map { (name: name, value: withoutPassword($0)) }
    }
  }

  static func withoutPassword(_ address: String) -> String {
    guard let at = address.lastIndex(of: "@") else { return address }
    let scheme = address.firstRange(of: "://").map { address[..<$0.upperBound] } ?? ""
    return "\(scheme)...\(address[at...])"
  }
}

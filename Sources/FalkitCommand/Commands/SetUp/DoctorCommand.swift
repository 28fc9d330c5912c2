import FalCore
import FalEmulator
import FalRegistry
import FalRequests
import FalRunner

extension CommandDefinition {
  static let doctor = CommandDefinition(
    name: "doctor",
    group: .setUp,
    summary: "Say what falkit finds: versions, paths, key, hosts, registry.",
    details: [
      "With --json it is made for reports of errors: nothing in it is secret. Exit code 1 when something is wrong."
    ],
    examples: [Example(command: "falkit doctor --json --offline", meaning: "for a report, without asking any host")],
    exitCodes: [.ok, .failed, .usage],
    mendsSettings: true,
    run: DoctorCommand.run
  )
}

enum DoctorCommand {
  static func run(_ invocation: Invocation) throws -> ExitCode {
    let report = try Waiting.run { await DoctorReport(invocation) }
    let console = invocation.console
    if console.mode == .json {
      try console.print(report.json)
    } else {
      for section in report.sections {
        try console.print(console.style.heading(section.name.uppercased()))
        if section.rows.isEmpty { try console.print("  none") }
        for (name, value) in section.rows {
          let text = value.string ?? (value.isNull ? "-" : value.text())
          try console.print("  \(console.style.dim(name.padded(to: 13)))  \(TerminalText.text(text))")
        }
      }
      for problem in report.problems {
        try console.print("\(console.style.warning("problem:")) \(TerminalText.text(problem))")
      }
    }
    return report.problems.isEmpty ? .ok : .failed
  }
}

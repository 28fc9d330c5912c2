import FalCore
import Foundation
import Testing

@testable import FalkitCommand

@Suite("falkit man")
struct ManCommandTests {
  @Test("The page has every command, option, variable and exit code")
  func whole() async throws {
    let page = await Falkit.run("man")
    #expect(page.code == 0 && page.error.isEmpty && page.output.hasPrefix(".TH \"FALKIT\" 1 "))
    let sections = page.lines.filter { $0.hasPrefix(".SH ") }.map { $0.dropFirst(4).filter { $0 != "\"" } }
    #expect(
      sections == [
        "NAME", "SYNOPSIS", "DESCRIPTION", "COMMANDS", "OPTIONS", "ENVIRONMENT", "FILES", "EXIT STATUS", "EXAMPLES",
      ]
    )
    func check(_ command: CommandDefinition, _ path: [String]) {
      #expect(page.lines.contains(".SS \"\(Roff.escaped((["falkit"] + path).joined(separator: " ")))\""), "\(path)")
      for option in command.options { #expect(page.lines.contains("\\fB\(Roff.escaped(option.usage))\\fR")) }
      for inner in command.subcommands { check(inner, path + [inner.name]) }
    }
    for command in FalkitCommand.commands { check(command, [command.name]) }
    for option in GlobalOptions.all { #expect(page.lines.contains("\\fB\(Roff.escaped(option.usage))\\fR")) }
    for variable in EnvironmentVariable.all.flatMap(\.names) { #expect(page.output.contains(variable)) }
    for code in ExitCode.allCases { #expect(page.lines.contains("\\fB\(code.rawValue)\\fR")) }
  }

  @Test("A command has a page of its own, and one that does not exist is refused")
  func one() async throws {
    let run = await Falkit.run("man", "run")
    #expect(run.code == 0 && run.lines[0].hasPrefix(".TH \"FALKIT\\-RUN\" 1 ") && run.output.contains("max\\-cost"))
    #expect(await Falkit.run("man", "registry", "import").lines[0].contains("FALKIT\\-REGISTRY\\-IMPORT"))
    let wrong = await Falkit.run("man", "registry", "imprt")
    #expect(wrong.code == 64 && wrong.output.isEmpty && wrong.error.contains("import"))
    #expect(await Falkit.run("man", "run", "x").code == 64)
  }

  @Test("Text is not taken for instructions", arguments: [".so /etc/passwd", "'br", "a\\fBb", "--x", "a\n.b"])
  func escaping(text: String) {
    var page = Roff(title: "x", version: "1")
    page.paragraph(text)
    page.entry(text, text)
    page.example(text, text)
    let own = [".TH", ".nh", ".ad", ".PP", ".TP", ".RS", ".RE", ".nf", ".fi"]
    for line in page.text.split(separator: "\n") where line.hasPrefix(".") || line.hasPrefix("'") {
      #expect(own.contains { line.hasPrefix($0) }, "\(line)")
    }
    #expect(!page.text.contains("a\\fBb") && !page.text.contains("--x"))
  }

  @Test("Every variable that the sources read is declared")
  func variables() async throws {
    let declared = Set(EnvironmentVariable.all.flatMap(\.names))
    let sources = try #require(FileManager.default.enumerator(atPath: FalkitProcess.root + "/Sources"))
    let pattern = try Regex(#"FALKIT_[A-Z_]+|"(?:FAL|MATON|XDG)_[A-Z0-9_]+""#)
    var found: Set<String> = []
    for case let path as String in sources where path.hasSuffix(".swift") {
      let text = try String(contentsOfFile: FalkitProcess.root + "/Sources/" + path, encoding: .utf8)
      for line in text.split(separator: "\n") where !line.hasPrefix("#if") && !line.hasPrefix("#elseif") {
        for match in line.matches(of: pattern) { found.insert(line[match.range].filter { $0 != "\"" }) }
      }
    }
    #expect(found.count > 20)
    #expect(found.subtracting(declared).isEmpty, "\(found.subtracting(declared).sorted())")
    let described = try await Falkit.run("--help", "--json").json()["environment"].array?.count
    #expect(described == EnvironmentVariable.all.count)
  }
}

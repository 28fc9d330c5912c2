import FalCore
import Foundation
import TestSupport
import Testing

@testable import FalkitCommand

@Suite("falkit in general")
struct GeneralCommandTests {
  @Test("Help is there for every command, for people and for programs")
  func help() throws {
    let all = try FalkitProcess.run("--help")
    #expect(all.code == 0 && all.error.isEmpty)
    for command in FalkitCommand.commands {
      #expect(all.output.contains(command.name))
      try checkHelp(of: command, path: [command.name])
    }
    let json = try FalkitProcess.run("--help", "--json").json()
    #expect(json["commands"].array?.count == FalkitCommand.commands.count)
    #expect(json["exit_codes"].array?.contains { $0["code"] == 66 && $0["name"] == "not-found" } == true)
    #expect(try FalkitProcess.run().output == all.output)
    #expect(try FalkitProcess.run("help").output == all.output)
    #expect(try FalkitProcess.run("help", "models").output == FalkitProcess.run("models", "--help").output)
  }

  private func checkHelp(of command: CommandDefinition, path: [String]) throws {
    let help = try FalkitProcess.run(list: path + ["--help"])
    #expect(help.code == 0 && help.output.contains("USAGE\n  falkit \(path.joined(separator: " "))"))
    let json = try FalkitProcess.run(list: ["--json"] + path + ["-h"]).json()
    #expect(json["name"] == .string(path.joined(separator: " ")))
    for option in command.options {
      #expect(help.output.contains("--\(option.name)"))
      #expect(json["options"].array?.contains { $0["name"] == .string("--\(option.name)") } == true)
    }
    for subcommand in command.subcommands { try checkHelp(of: subcommand, path: path + [subcommand.name]) }
  }

  @Test("The version is told")
  func version() throws {
    #expect(try FalkitProcess.run("--version").output == "\(FalkitCommand.version)\n")
    #expect(try FalkitProcess.run("--version", "--json").json()["version"] == .string(FalkitCommand.version))
  }

  @Test(
    "Unknown commands are refused with what may have been meant",
    arguments: [
      (["--part", "input", "models"], "models has no option --part"), (["models", "--registry", ""], "is empty"),
      (["search", " "], "nothing to look for"),
      (["modles"], "models"), (["a cat"], "falkit search 'a cat'"),
      (["fal-ai/flux/dev"], "falkit model-info fal-ai/flux/dev"),
      (["registry", "verfy"], "verify"), (["--hepl"], "--help"), (["completions"], "SHELL is missing"),
      (["completions", "tcsh"], "bash, zsh and fish"),
    ]
  )
  func unknownCommand(arguments: [String], hint: String) throws {
    let result = try FalkitProcess.run(list: arguments)
    #expect(result.code == 64 && result.output.isEmpty && result.error.contains(hint), "\(result.error)")
  }

  @Test("Errors are JSON when JSON was asked for, and standard output stays empty")
  func jsonErrors() throws {
    let byFlag = try FalkitProcess.run("modles", "--json")
    #expect(byFlag.output.isEmpty)
    let error = try byFlag.errorJSON()["error"]
    #expect(
      error["code"] == "usage" && error["exit_code"] == 64 && error["suggestions"] == ["models"]
        && error["retryable"] == false
    )
    let byVariable = try FalkitProcess.run("modles", environment: ["FALKIT_OUTPUT": "json"])
    #expect(try byVariable.errorJSON()["error"]["code"] == "usage")
    let wrong = try FalkitProcess.run("models", environment: ["FALKIT_OUTPUT": "xml"])
    #expect(wrong.code == 64 && wrong.error.contains("FALKIT_OUTPUT"))
  }

  @Test("The form of the output can be chosen by variable")
  func outputVariable() throws {
    let json = try FalkitProcess.run("models", "-l", "1", environment: ["FALKIT_OUTPUT": "json"])
    #expect(try json.json()["count"] == 1)
    let human = try FalkitProcess.run("models", "-l", "1", environment: ["FALKIT_OUTPUT": "human"])
    #expect(human.output.hasPrefix("ENDPOINT") && !human.output.contains("\u{1B}"))
    let plain = try FalkitProcess.runOnTerminal("models", "-l", "1", environment: ["FALKIT_OUTPUT": "plain"])
    #expect(!plain.contains("ENDPOINT") && plain.contains("\t"))
  }

  @Test("Colour is used on terminals, and only where nobody objects")
  func color() throws {
    let arguments = ["models", "-l", "1", "--no-pager"]
    func usesColor(_ extra: [String], _ environment: [String: String]) throws -> Bool {
      try FalkitProcess.runOnTerminal(
        arguments[0],
        arguments[1],
        arguments[2],
        extra.first ?? "--no-pager",
        environment: environment
      )
      .contains("\u{1B}[")
    }
    #expect(try usesColor([], ["FALKIT_PAGER": ""]))
    #expect(try !usesColor([], ["NO_COLOR": "1", "FALKIT_PAGER": ""]))
    #expect(try usesColor([], ["NO_COLOR": "", "FALKIT_PAGER": ""]))
    #expect(try !usesColor([], ["TERM": "dumb", "FALKIT_PAGER": ""]))
    #expect(try !usesColor(["--color=never"], ["FALKIT_PAGER": ""]))
    #expect(try usesColor(["--color=always"], ["NO_COLOR": "1", "FALKIT_PAGER": ""]))
    let pipe = try FalkitProcess.run("model-info", "fal-ai/flux/dev", environment: ["CLICOLOR_FORCE": "1"])
    #expect(pipe.output.contains("\u{1B}["))
    #expect(try !FalkitProcess.run("modles", environment: ["TERM": "xterm"]).error.contains("\u{1B}"))
    #expect(try FalkitProcess.run("modles", "--color", "always").error.contains("\u{1B}["))
  }

  @Test("Options and arguments may come in any order, and two hyphens end the options")
  func order() throws {
    let one = try FalkitProcess.run("models", "fal-ai/flux/*", "-q", "-l", "2")
    #expect(try FalkitProcess.run("-l", "2", "-q", "models", "fal-ai/flux/*").output == one.output)
    #expect(try FalkitProcess.run("models", "-ql2", "--", "fal-ai/flux/*").output == one.output)
    let dashes = try FalkitProcess.run("search", "--", "--zzzzqqqq")
    #expect(dashes.code == 0 && dashes.error.contains("nothing found for '--zzzzqqqq'"))
    let example = try FalkitProcess.run("schema", "fal-ai/flux/dev", "prompt=x", "--example")
    #expect(try example.json()["prompt"] == "x")
    #expect(try FalkitProcess.run("schema", "--example", "prompt=x", "fal-ai/flux/dev").output == example.output)
    // A value stays a value, even when it looks like an option.
    #expect(try FalkitProcess.run("models", "--owner", "-q").error.contains("the owner '-q'"))
  }

  @Test("Random command lines never crash")
  func fuzz() {
    var random = SeededRandom(seed: 1)
    let words = [
      "models", "registry", "import", "--", "-", "--json", "--limit", "-l", "-c", "--=", "--limit=", "-", "", "é", "-é",
      "---", "a=b", "=", "--registry", "-qv",
    ]
    let parser = CommandLineParser(commands: FalkitCommand.commands)
    for _ in 0..<5_000 {
      let line = (0..<Int.random(in: 0..<7, using: &random)).map { _ in words.randomElement(using: &random) ?? "" }
      let parsed = parser.parse(line)
      try? parsed.command?.check(parsed.arguments, parsed.options, path: parsed.path)
    }
    for _ in 0..<200 {
      let line = (0..<Int.random(in: 0..<5, using: &random)).map { _ in words.randomElement(using: &random) ?? "" }
      _ = CompletionEngine.candidates(for: line, FalkitCommand.commands)
    }
  }
}

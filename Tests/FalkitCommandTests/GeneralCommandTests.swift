import FalCore
import Foundation
import TestSupport
import Testing

@testable import FalkitCommand

@Suite("falkit in general")
struct GeneralCommandTests {
  @Test("Help is there for every command, for people and for programs")
  func help() async throws {
    let all = await Falkit.run("--help")
    #expect(all.code == 0 && all.error.isEmpty)
    for command in FalkitCommand.commands {
      #expect(all.output.contains(command.name))
      try await checkHelp(of: command, path: [command.name])
    }
    let json = try await Falkit.run("--help", "--json").json()
    #expect(json["commands"].array?.count == FalkitCommand.commands.count)
    #expect(json["exit_codes"].array?.contains { $0["code"] == 66 && $0["name"] == "not-found" } == true)
    #expect(await Falkit.run().output == all.output)
    #expect(await Falkit.run("help").output == all.output)
    #expect(await Falkit.run("help", "models").output == Falkit.run("models", "--help").output)
  }

  private func checkHelp(of command: CommandDefinition, path: [String]) async throws {
    let help = await Falkit.run(list: path + ["--help"])
    #expect(help.code == 0 && help.output.contains("USAGE\n  falkit \(path.joined(separator: " "))"))
    let json = try await Falkit.run(list: ["--json"] + path + ["-h"]).json()
    #expect(json["name"] == .string(path.joined(separator: " ")))
    for option in command.options {
      #expect(help.output.contains("--\(option.name)"))
      #expect(json["options"].array?.contains { $0["name"] == .string("--\(option.name)") } == true)
    }
    for subcommand in command.subcommands { try await checkHelp(of: subcommand, path: path + [subcommand.name]) }
  }

  @Test("The version is told")
  func version() async throws {
    #expect(await Falkit.run("--version").output == "\(FalkitCommand.version)\n")
    #expect(try await Falkit.run("--version", "--json").json()["version"] == .string(FalkitCommand.version))
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
  func unknownCommand(arguments: [String], hint: String) async throws {
    let result = await Falkit.run(list: arguments)
    #expect(result.code == 64 && result.output.isEmpty && result.error.contains(hint), "\(result.error)")
  }

  @Test("Errors are JSON when JSON was asked for, and standard output stays empty")
  func jsonErrors() async throws {
    let byFlag = await Falkit.run("modles", "--json")
    #expect(byFlag.output.isEmpty)
    let error = try byFlag.errorJSON()["error"]
    #expect(
      error["code"] == "usage" && error["exit_code"] == 64 && error["suggestions"] == ["models"]
        && error["retryable"] == false
    )
    let byVariable = await Falkit.run("modles", environment: ["FALKIT_OUTPUT": "json"])
    #expect(try byVariable.errorJSON()["error"]["code"] == "usage")
    let wrong = await Falkit.run("models", environment: ["FALKIT_OUTPUT": "xml"])
    #expect(wrong.code == 64 && wrong.error.contains("FALKIT_OUTPUT"))
  }

  @Test("The form of the output can be chosen by variable")
  func outputVariable() async throws {
    let json = await Falkit.run("models", "-l", "1", environment: ["FALKIT_OUTPUT": "json"])
    #expect(try json.json()["count"] == 1)
    let human = await Falkit.run("models", "-l", "1", environment: ["FALKIT_OUTPUT": "human"])
    #expect(human.output.hasPrefix("ENDPOINT") && !human.output.contains("\u{1B}"))
    let plain = try FalkitProcess.runOnTerminal("models", "-l", "1", environment: ["FALKIT_OUTPUT": "plain"])
    #expect(!plain.contains("ENDPOINT") && plain.contains("\t"))
  }

  @Test("Colour is used on terminals, and only where nobody objects")
  func color() async throws {
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
    let pipe = await Falkit.run("model-info", "fal-ai/flux/dev", environment: ["CLICOLOR_FORCE": "1"])
    #expect(pipe.output.contains("\u{1B}["))
    #expect(await !Falkit.run("modles", environment: ["TERM": "xterm"]).error.contains("\u{1B}"))
    #expect(await Falkit.run("modles", "--color", "always").error.contains("\u{1B}["))
  }

  @Test("Options and arguments may come in any order, and two hyphens end the options")
  func order() async throws {
    let one = await Falkit.run("models", "fal-ai/flux/*", "-q", "-l", "2")
    #expect(await Falkit.run("-l", "2", "-q", "models", "fal-ai/flux/*").output == one.output)
    #expect(await Falkit.run("models", "-ql2", "--", "fal-ai/flux/*").output == one.output)
    let dashes = await Falkit.run("search", "--", "--zzzzqqqq")
    #expect(dashes.code == 0 && dashes.error.contains("nothing found for '--zzzzqqqq'"))
    let example = await Falkit.run("schema", "fal-ai/flux/dev", "prompt=x", "--example")
    #expect(try example.json()["prompt"] == "x")
    #expect(await Falkit.run("schema", "--example", "prompt=x", "fal-ai/flux/dev").output == example.output)
    // A value stays a value, even when it looks like an option.
    #expect(await Falkit.run("models", "--owner", "-q").error.contains("the owner '-q'"))
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

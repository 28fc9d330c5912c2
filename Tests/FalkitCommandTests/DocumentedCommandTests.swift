import FalRegistry
import FalRunner
import Foundation
import TestSupport
import Testing

@testable import FalkitCommand

/// What README.md and help tell people to type is right: commands, options, models and inputs exist.
@Suite("Documented commands")
struct DocumentedCommandTests {
  @Test("Words are found as a shell finds them")
  func shell() {
    let text = """
      $ falkit run a/b prompt='a cat | dog' \\
          --local -d > out.txt  # falkit nonsense
      id=$(falkit submit a/b "x=it's"); falkit wait "$id" && echo falkit-done
      jq . in.json | falkit run a/b -i - -q
      """
    #expect(
      CommandLines.words(in: text) == [
        ["run", "a/b", "prompt=a cat | dog", "--local", "-d"], ["submit", "a/b", "x=it's"], ["wait", "$id"],
        ["run", "a/b", "-i", "-", "-q"],
      ]
    )
  }

  @Test("Every command in a block of README.md can be typed")
  func readmeBlocks() throws {
    let readme = try String(contentsOfFile: FalkitProcess.root + "/README.md", encoding: .utf8)
    let parts = readme.components(separatedBy: "```")
    var count = 0
    for block in stride(from: 1, to: parts.count, by: 2).map({ parts[$0] })
    where ["sh\n", "console\n", "yaml\n"].contains(where: block.hasPrefix) {
      for words in CommandLines.words(in: block) {
        try check(words)
        count += 1
      }
    }
    #expect(count > 30)
  }

  @Test("Every command in the text and tables of README.md exists, with its options")
  func readmeText() throws {
    let readme = try String(contentsOfFile: FalkitProcess.root + "/README.md", encoding: .utf8)
    // Blocks are left out, so that what remains between two backticks is code within the text.
    let parts = readme.components(separatedBy: "```")
    let text = stride(from: 0, to: parts.count, by: 2).map { parts[$0] }.joined()
    let spans = text.components(separatedBy: "`")
    var count = 0
    for span in stride(from: 1, to: spans.count, by: 2).map({ spans[$0] }) where span.hasPrefix("falkit ") {
      for words in CommandLines.words(in: span.replacingOccurrences(of: "\n", with: " ")) {
        let parsed = CommandLineParser(commands: FalkitCommand.commands).parse(words)
        // `falkit COMMAND` and `falkit --help` name no command.
        let isGeneral = words[0].hasPrefix("-") || words[0] == "COMMAND"
        #expect(parsed.command != nil || isGeneral, "\(span)")
        #expect(parsed.problems.isEmpty, "\(span)")
        for option in parsed.options.names {
          let known = (parsed.command?.options ?? []) + GlobalOptions.all
          #expect(known.contains { $0.name == option }, "\(span)")
        }
        count += 1
      }
    }
    #expect(count > 40)
  }

  @Test("Every command has its place in README.md")
  func readmeIsComplete() throws {
    let readme = try String(contentsOfFile: FalkitProcess.root + "/README.md", encoding: .utf8)
    for command in FalkitCommand.commands { #expect(readme.contains("`falkit \(command.name)"), "\(command.name)") }
  }

  @Test("Every example of help can be typed")
  func examples() throws {
    func check(_ command: CommandDefinition) throws {
      for example in command.examples {
        let lines = CommandLines.words(in: example.command)
        #expect(!lines.isEmpty, "\(example.command)")
        for words in lines { try self.check(words) }
      }
      for inner in command.subcommands { try check(inner) }
    }
    for command in FalkitCommand.commands { try check(command) }
  }

  /// Checks words behind `falkit` as the program would, and that the model has the inputs.
  private func check(_ words: [String]) throws {
    let line = "falkit " + words.joined(separator: " ")
    let parsed = CommandLineParser(commands: FalkitCommand.commands).parse(words)
    if parsed.options.has(.help) || parsed.options.has(.version) { return }
    let command = try #require(parsed.command, "\(line)")
    #expect(parsed.problems.isEmpty, "\(line)")
    #expect(throws: Never.self, "\(line)") {
      if command.run != nil { try command.check(parsed.arguments, parsed.options, path: parsed.path) }
    }
    guard command.takesInputs, case .endpoint? = command.arguments.first?.values else { return }
    let schema = try #require(CompletionEngine.model(parsed), "\(line)")
    for word in parsed.arguments {
      guard let input = InputAssignment(word) else { continue }
      #expect(schema.inputs.contains { $0.name == input.path.name }, "\(line)")
    }
  }
}

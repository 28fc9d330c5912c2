import Foundation

@testable import FalkitCommand

/// Finds the falkit commands in shell text, as documents and help show it.
enum CommandLines {
  /// The words behind `falkit` of every command in some lines of shell.
  static func words(in shell: String) -> [[String]] {
    let text = shell.replacingOccurrences(of: "\\\n", with: " ")
    return text.split(separator: "\n").flatMap { commands(in: $0) }
  }

  /// Splits a line into commands and these into words: quotes, `$(`, pipes, lists, redirections and comments.
  private static func commands(in line: Substring) -> [[String]] {
    var commands: [[String]] = [[]]
    var word: String?
    var quote: Character?
    func end() {
      if let text = word { commands[commands.count - 1].append(text) }
      word = nil
    }
    var rest = line
    while let character = rest.popFirst() {
      if let open = quote, character == open {
        quote = nil
      } else if quote != "'", character == "$", rest.first == "(" {
        rest.removeFirst()
        // What `$(` gives is one word of the command around it.
        let inner = rest.prefix { $0 != ")" }
        rest = rest.dropFirst(inner.count + 1)
        word = (word ?? "") + "value"
        commands.insert(contentsOf: Self.commands(in: inner).map { ["falkit"] + $0 }, at: 0)
      } else if quote != nil {
        word = (word ?? "") + String(character)
      } else {
        switch character {
        case "'", "\"":
          quote = character
          word = word ?? ""
        case " ": end()
        case "|", "&", ";":
          end()
          commands.append([])
        case "#" where word == nil: rest = ""
        case ">", "<":
          // A redirection; its file is no word of the command.
          end()
          rest = rest.drop { $0 == " " || $0 == ">" }.drop { $0 != " " }
        default: word = (word ?? "") + String(character)
        }
      }
    }
    end()
    return commands.compactMap { command in
      command.firstIndex(of: "falkit").map { Array(command[($0 + 1)...]) }
    }
    // `swift build --product falkit` runs nothing of it.
    .filter { !$0.isEmpty }
  }
}

import FalCore
import FalRunner

extension CommandDefinition {
  static let completions = CommandDefinition(
    name: "completions",
    group: .setUp,
    summary: "Print a completion script for a shell.",
    details: [
      "Completes commands, options, models, names of inputs and their allowed values, requests, settings and files.",
      "bash: source <(falkit completions bash) in ~/.bashrc. zsh: source <(falkit completions zsh) in ~/.zshrc, after compinit. "
        + "fish: falkit completions fish > ~/.config/fish/completions/falkit.fish.",
    ],
    arguments: [
      ArgumentDefinition(name: "SHELL", summary: "bash, zsh or fish.", values: .choices(["bash", "zsh", "fish"]))
    ],
    exitCodes: [.ok, .usage],
    run: { invocation in
      let name = invocation.arguments[0]
      guard let shell = CompletionScript(rawValue: name) else {
        throw RunError.usage("there is no completion for '\(name)'; there is for bash, zsh and fish")
      }
      if invocation.console.mode == .json {
        try invocation.console.print(["shell": .string(name), "script": .string(shell.text)])
      } else {
        try Terminal.write(shell.text, to: .output)
      }
      return .ok
    }
  )
}

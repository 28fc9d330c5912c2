/// The options that every command takes.
enum GlobalOptions {
  static let all: [OptionDefinition] = [
    OptionDefinition(name: .json, summary: "Print one JSON document on standard output."),
    OptionDefinition(
      name: .quiet,
      short: "q",
      summary: "Print the essential value alone, and say nothing but errors."
    ),
    OptionDefinition(name: .verbose, short: "v", summary: "Say more on standard error."),
    OptionDefinition(
      name: .color,
      value: "WHEN",
      summary: "Use colour.",
      values: .choices(["auto", "always", "never"]),
      defaultText: "auto"
    ),
    OptionDefinition(
      name: .progress,
      value: "HOW",
      summary: "Show what is going on, on standard error.",
      values: .choices(Console.ProgressMode.allCases.map(\.rawValue)),
      defaultText: "auto"
    ),
    OptionDefinition(name: .offline, summary: "Fail instead of using the network."),
    OptionDefinition(
      name: .local,
      summary: "Use a local fal, for this command: no key, network or costs."
    ),
    OptionDefinition(
      name: .keyFile,
      value: "FILE",
      summary: "Read the key from a file, - for standard input.",
      values: .file,
      defaultText: "FAL_KEY, or FAL_KEY_ID with FAL_KEY_SECRET, or the key that auth set has stored"
    ),
    OptionDefinition(
      name: .config,
      value: "FILE",
      summary: "Use this file of settings instead of the user's own.",
      values: .file
    ),
    OptionDefinition(name: .noInput, summary: "Never ask anything."),
    OptionDefinition(name: .noPager, summary: "Never show output in a pager."),
    OptionDefinition(
      name: .registry,
      value: "DIR",
      summary: "Read the models from this folder, not the bundled registry.",
      values: .file
    ),
    OptionDefinition(name: .help, short: "h", summary: "Show help; with --json as JSON."),
    OptionDefinition(name: .version, summary: "Show the version."),
  ]
}

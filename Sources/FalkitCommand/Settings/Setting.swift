/// Something that users can decide once and for all.
///
/// Reading, checking, `falkit config` and its help all come from this one declaration.
struct Setting: Sendable {
  /// The name in files: `max_cost`.
  var name: String
  var kind: SettingKind
  var summary: String
  /// The option of commands that decides it for once.
  var option: OptionName?
  var variable: String?
  /// Whether a project's file may decide it; never what runs a program, takes a key or says where it is sent.
  var isForProjects = false
  /// What holds when nobody decides; `nil` for nothing.
  var standard: String?
}

extension Setting {
  static let output = Setting(
    name: "output",
    kind: .choice(OutputMode.allCases.map(\.rawValue)),
    summary: "The form of the output; without it human on a terminal, else plain.",
    variable: "FALKIT_OUTPUT",
    isForProjects: true
  )

  static let color = Setting(
    name: "color",
    kind: .choice(["auto", "always", "never"]),
    summary: "When colour is used; NO_COLOR and CLICOLOR_FORCE win over it.",
    option: .color,
    isForProjects: true,
    standard: "auto"
  )

  static let download = Setting(
    name: "download",
    kind: .flag,
    summary: "Whether media are saved without being asked for.",
    option: .download,
    isForProjects: true,
    standard: "false"
  )

  static let outputTemplate = Setting(
    name: "output_template",
    kind: .path,
    summary: "What saved files are called.",
    option: .output,
    isForProjects: true
  )

  static let outputFolder = Setting(
    name: "output_dir",
    kind: .path,
    summary: "The folder in which files are saved; without it the working directory.",
    isForProjects: true
  )

  static let timeout = Setting(
    name: "timeout",
    kind: .time,
    summary: "How long a result is waited for.",
    option: .timeout,
    variable: "FALKIT_TIMEOUT",
    isForProjects: true,
    standard: "600"
  )

  static let onInterrupt = Setting(
    name: "on_interrupt",
    kind: .choice(OnInterrupt.allCases.map(\.rawValue)),
    summary: "What Ctrl-C does to a request that is waited for.",
    option: .onInterrupt,
    standard: OnInterrupt.cancel.rawValue
  )

  static let jobs = Setting(
    name: "jobs",
    kind: .count(1...64),
    summary: "How many files are transferred at the same time.",
    option: .jobs,
    variable: "FALKIT_JOBS",
    isForProjects: true,
    standard: "4"
  )

  static let dotenv = Setting(
    name: "dotenv",
    kind: .flag,
    summary: "Whether the key is also looked for in the files .env and TOOLS.md of the working directory.",
    standard: "false"
  )

  static let maxCost = Setting(
    name: "max_cost",
    kind: .amount,
    summary: "Above which estimate, in dollars, nothing is run.",
    option: .maxCost
  )

  static let keepInputs = Setting(
    name: "keep_inputs",
    kind: .flag,
    summary: "Whether the inputs of requests are kept.",
    standard: "true"
  )

  static let pager = Setting(
    name: "pager",
    kind: .program,
    summary: "What shows long output; FALKIT_PAGER wins over it, and it over PAGER.",
    variable: "FALKIT_PAGER",
    standard: "less"
  )

  static let registry = Setting(
    name: "registry",
    kind: .path,
    summary: "A folder with another registry of models.",
    option: .registry,
    variable: "FALKIT_REGISTRY"
  )

  static let certificates = Setting(
    name: "ca_file",
    kind: .path,
    summary: "A file of certificates (PEM) that are trusted beside those of the system; on Linux."
  )

  /// All settings, in the order that lists show them.
  static let all = [
    output, color, download, outputTemplate, outputFolder, timeout, onInterrupt, jobs, dotenv, maxCost, keepInputs,
    pager, registry, certificates,
  ]
}

/// What Ctrl-C does to a request that is waited for.
enum OnInterrupt: String, Sendable, CaseIterable {
  case cancel
  /// The request goes on.
  case detach
}
